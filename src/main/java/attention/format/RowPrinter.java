package attention.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;

/// Lays out JSON for people: each member of an object on a line, and each row of a table on a line.
/// For one document only, because it counts the levels.
public final class RowPrinter implements PrettyPrinter {

  private static final String INDENT = "  ";

  private int level;

  // Whether the last thing written was the end of a list or object: then the list around it is a
  // table.
  private boolean behindStructure;

  /// Tells whether a request asks for it.
  ///
  /// @param pretty its parameter of this name, if there is one
  public static boolean isWanted(@Nullable String pretty) {
    return pretty != null && !pretty.equals("false");
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator generator) {
    generator.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator generator) {
    start(generator, '{');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator generator) {
    newLine(generator);
  }

  @Override
  public void writeObjectNameValueSeparator(JsonGenerator generator) {
    generator.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator generator) {
    generator.writeRaw(',');
    newLine(generator);
  }

  @Override
  public void writeEndObject(JsonGenerator generator, int entries) {
    end(generator, entries > 0, '}');
  }

  @Override
  public void writeStartArray(JsonGenerator generator) {
    start(generator, '[');
    behindStructure = false;
  }

  @Override
  public void beforeArrayValues(JsonGenerator generator) {
    // Whether the first value wants a line of its own is known when it starts.
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator generator) {
    generator.writeRaw(',');
    behindStructure = false;
  }

  @Override
  public void writeEndArray(JsonGenerator generator, int values) {
    end(generator, behindStructure, ']');
  }

  private void start(JsonGenerator generator, char bracket) {
    var around = generator.streamWriteContext().getParent();
    if (around != null && around.inArray()) {
      newLine(generator);
    }
    generator.writeRaw(bracket);
    level++;
  }

  private void end(JsonGenerator generator, boolean onItsOwnLine, char bracket) {
    level--;
    if (onItsOwnLine) {
      newLine(generator);
    }
    generator.writeRaw(bracket);
    behindStructure = true;
  }

  private void newLine(JsonGenerator generator) {
    generator.writeRaw('\n');
    generator.writeRaw(INDENT.repeat(level));
  }
}
