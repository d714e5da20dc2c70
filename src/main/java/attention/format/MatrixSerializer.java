package attention.format;

import attention.core.Matrix;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/// Writes a table as a list of rows.
final class MatrixSerializer extends ValueSerializer<Matrix> {

  @Override
  public void serialize(Matrix matrix, JsonGenerator generator, SerializationContext context) {
    FloatChunk chunk = NumbersSerializer.chunk(generator);
    generator.writeStartArray();
    for (int row = 0; row < matrix.rows(); row++) {
      int start = row * matrix.columns();
      NumbersSerializer.write(matrix.numbers(), start, start + matrix.columns(), generator, chunk);
    }
    generator.writeEndArray();
  }
}
