package attention.format;

import attention.format.Mark.Box;
import attention.format.Mark.Hatch;
import attention.format.Mark.Label;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes a picture as PNG: two pixels a unit, so that letters are sharp on any screen, or one
/// where the picture is large.
public final class PngFormat {

  private static final int LARGE = 2_000_000;

  /// Whether Java can draw letters, tried once: without fontconfig or a font it fails in the middle
  /// of drawing, and in another way each time.
  private static final class Fonts {
    static final boolean THERE = areThere();

    private static boolean areThere() {
      var graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      try {
        graphics.drawString("a", 0, 0);
        return true;
      } catch (RuntimeException | LinkageError | InternalError missing) {
        return false;
      } finally {
        graphics.dispose();
      }
    }
  }

  private final Graphics2D graphics;

  private PngFormat(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /// Writes a picture.
  ///
  /// @throws IOException if it cannot be written
  /// @throws NoFonts if there are no letters to write with
  public static void write(Picture picture, OutputStream out) throws IOException {
    if (!Fonts.THERE) {
      throw new NoFonts();
    }
    int scale = (long) picture.width() * picture.height() <= LARGE ? 2 : 1;
    var image =
        new BufferedImage(
            picture.width() * scale, picture.height() * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.scale(scale, scale);
    new PngFormat(graphics).draw(picture);
    graphics.dispose();
    try (var png = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", png);
    }
  }

  private void draw(Picture picture) {
    draw(new Box(0, 0, picture.width(), picture.height(), picture.background(), ""));
    for (Mark mark : picture.marks()) {
      switch (mark) {
        case Box box -> draw(box);
        case Hatch hatch -> draw(hatch);
        case Label label -> draw(label);
      }
    }
  }

  private void draw(Box box) {
    graphics.setColor(color(box.colour()));
    graphics.fillRect(box.x(), box.y(), box.width(), box.height());
  }

  private void draw(Hatch hatch) {
    graphics.setColor(color(hatch.colour()));
    for (int n = 0; n < hatch.count(); n++) {
      int[] line = hatch.line(n);
      graphics.drawLine(line[0], line[1], line[2], line[3]);
    }
  }

  private void draw(Label label) {
    graphics.setColor(color(label.colour()));
    graphics.setFont(
        new Font(Font.SANS_SERIF, label.bold() ? Font.BOLD : Font.PLAIN, label.size()));
    double width = graphics.getFontMetrics().getStringBounds(label.text(), graphics).getWidth();
    double squeeze = Math.min(1, label.room() / Math.max(width, 1));
    double start =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform before = graphics.getTransform();
    graphics.translate(label.x(), label.y());
    if (label.upright()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.scale(squeeze, 1);
    graphics.drawString(label.text(), (float) start, 0);
    graphics.setTransform(before);
  }

  private static Color color(Colour colour) {
    return new Color(colour.red(), colour.green(), colour.blue());
  }
}
