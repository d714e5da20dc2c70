package attention.format;

import attention.core.Matrix;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/// Writes a table as a list of rows, each number as the shortest text that reads back the same;
/// what is not finite becomes a string, for example `"-Infinity"`.
final class MatrixSerializer extends ValueSerializer<Matrix> {

  @Override
  public void serialize(Matrix matrix, JsonGenerator generator, SerializationContext context) {
    generator.writeStartArray();
    for (int row = 0; row < matrix.rows(); row++) {
      generator.writeStartArray();
      for (int column = 0; column < matrix.columns(); column++) {
        generator.writeNumber(matrix.at(row, column));
      }
      generator.writeEndArray();
    }
    generator.writeEndArray();
  }
}
