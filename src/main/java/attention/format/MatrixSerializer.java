package attention.format;

import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Tasks;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/// Writes a table as a list of rows; a large one with several threads, each of which makes the text
/// of some rows.
final class MatrixSerializer extends ValueSerializer<Matrix> {

  // Numbers that a thread makes text of at a time: 50 KB, which stays near the processor.
  private static final int PIECE = 4_096;

  // Pieces between two times that text is sent. They bound the memory of an answer.
  private static final int PIECES = 16;

  // Longer texts have no room where a generator gathers what it writes.
  private static final int LONG = 4_096;

  private final BooleanSupplier areVectorsWarm;

  /// Makes a serializer.
  ///
  /// @param areVectorsWarm whether to write many floats at once
  MatrixSerializer(BooleanSupplier areVectorsWarm) {
    this.areVectorsWarm = areVectorsWarm;
  }

  @Override
  public void serialize(Matrix matrix, JsonGenerator generator, SerializationContext context) {
    generator.writeStartArray(matrix, matrix.rows());
    if (NumbersSerializer.isPlainText(generator)) {
      write(matrix.numbers(), matrix.rows(), matrix.columns(), generator);
    } else {
      for (int row = 0; row < matrix.rows(); row++) {
        int start = row * matrix.columns();
        NumbersSerializer.write(matrix.numbers(), start, start + matrix.columns(), generator);
      }
    }
    generator.writeEndArray();
  }

  private void write(Numbers values, int rows, int columns, JsonGenerator generator) {
    int height = Math.max(1, PIECE / Math.max(1, columns));
    int pieces = Math.ceilDiv(rows, height);
    boolean vectors =
        values instanceof Numbers.Float32
            && rows * columns >= FloatDigits.BLOCK
            && areVectorsWarm.getAsBoolean();
    var texts = new NumbersText[Math.min(pieces, PIECES)];
    Arrays.setAll(texts, _ -> new NumbersText(vectors));
    for (int first = 0; first < pieces; first += PIECES) {
      int start = first;
      int count = Math.min(pieces - start, PIECES);
      Tasks.share(
          count,
          n -> {
            int from = (start + n) * height;
            texts[n].rows(values, columns, from, Math.min(rows, from + height));
          });
      for (int n = 0; n < count; n++) {
        if (start + n > 0) {
          generator.writeRaw(',');
        }
        write(texts[n], generator);
      }
    }
  }

  /// Writes a text behind what was written before; a long one as it is, because a generator would
  /// make a copy of it first.
  private static void write(NumbersText text, JsonGenerator generator) {
    if (text.length() > LONG && generator.streamWriteOutputTarget() instanceof OutputStream out) {
      generator.flush();
      try {
        text.writeTo(out);
      } catch (IOException failed) {
        throw JacksonIOException.construct(failed, generator);
      }
    } else {
      generator.writeRaw(text);
    }
  }
}
