package attention.format;

import attention.format.Mark.Anchor;
import attention.format.Mark.Box;
import attention.format.Mark.Hatch;
import attention.format.Mark.Label;
import java.io.IOException;
import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a picture as SVG: shapes and text with attributes, no style, no script, no reference to
/// anything, so that it is shown under the strictest policy.
///
/// @see <a href="https://www.w3.org/TR/SVG11/">Scalable Vector Graphics 1.1</a>
public final class SvgFormat {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String FONTS = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";
  private static final String REPLACEMENT = "\uFFFD";

  private final XMLStreamWriter svg;

  private SvgFormat(XMLStreamWriter svg) {
    this.svg = svg;
  }

  /// Writes a picture.
  ///
  /// @throws IOException if it cannot be written
  public static void write(Picture picture, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new SvgFormat(xml).write(picture);
      xml.flush();
    } catch (XMLStreamException failed) {
      throw new IOException(failed);
    }
  }

  private void write(Picture picture) throws XMLStreamException {
    svg.writeStartElement("svg");
    svg.writeDefaultNamespace(NAMESPACE);
    attribute("width", picture.width());
    attribute("height", picture.height());
    attribute("viewBox", "0 0 %d %d".formatted(picture.width(), picture.height()));
    attribute("role", "img");
    attribute("font-family", FONTS);
    line();
    text("title", picture.title());
    line();
    text("desc", picture.description());
    line();
    write(new Box(0, 0, picture.width(), picture.height(), picture.background(), ""));
    for (Mark mark : picture.marks()) {
      write(mark);
    }
    svg.writeEndElement();
    line();
  }

  private void write(Mark mark) throws XMLStreamException {
    switch (mark) {
      case Box box -> write(box);
      case Hatch hatch -> write(hatch);
      case Label label -> write(label);
    }
    line();
  }

  private void write(Box box) throws XMLStreamException {
    boolean empty = box.hint().isEmpty();
    if (empty) {
      svg.writeEmptyElement("rect");
    } else {
      svg.writeStartElement("rect");
    }
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", box.width());
    attribute("height", box.height());
    attribute("fill", box.colour().hex());
    if (!empty) {
      text("title", box.hint());
      svg.writeEndElement();
    }
  }

  private void write(Hatch hatch) throws XMLStreamException {
    var path = new StringBuilder();
    for (int n = 0; n < hatch.count(); n++) {
      int[] line = hatch.line(n);
      path.append("M%d %dL%d %d".formatted(line[0], line[1], line[2], line[3]));
    }
    svg.writeEmptyElement("path");
    attribute("d", path);
    attribute("stroke", hatch.colour().hex());
  }

  private void write(Label label) throws XMLStreamException {
    svg.writeStartElement("text");
    attribute("x", label.x());
    attribute("y", label.y());
    if (label.upright()) {
      attribute("transform", "rotate(-90 %d %d)".formatted(label.x(), label.y()));
    }
    attribute("font-size", label.size());
    if (label.bold()) {
      attribute("font-weight", "bold");
    }
    if (label.anchor() != Anchor.START) {
      attribute("text-anchor", label.anchor() == Anchor.END ? "end" : "middle");
    }
    attribute("fill", label.colour().hex());
    svg.writeCharacters(allowed(label.text()));
    svg.writeEndElement();
  }

  private void attribute(String name, Object value) throws XMLStreamException {
    svg.writeAttribute(name, value.toString());
  }

  private void text(String element, String text) throws XMLStreamException {
    svg.writeStartElement(element);
    svg.writeCharacters(allowed(text));
    svg.writeEndElement();
  }

  private void line() throws XMLStreamException {
    svg.writeCharacters("\n");
  }

  /// Gives a text without the characters that XML cannot hold: control characters, halves of
  /// surrogate pairs, and the last two of the basic plane.
  ///
  /// @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, Characters</a>
  private static String allowed(String text) {
    var allowed = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
              boolean half = Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE;
              if (control || half || c == 0xFFFE || c == 0xFFFF) {
                allowed.append(REPLACEMENT);
              } else {
                allowed.appendCodePoint(c);
              }
            });
    return allowed.toString();
  }
}
