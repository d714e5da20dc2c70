package attention.format;

import attention.core.Numbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/// Writes numbers as a list, each as the shortest text that reads back the same in its precision;
/// what is not finite becomes a string, for example `"-Infinity"`.
final class NumbersSerializer extends ValueSerializer<Numbers> {

  @Override
  public void serialize(Numbers numbers, JsonGenerator generator, SerializationContext context) {
    write(numbers, 0, numbers.count(), generator, chunk(generator));
  }

  /// Gives what writes many floats at once, or nothing where each is laid out or is no text.
  static @Nullable FloatChunk chunk(JsonGenerator generator) {
    boolean isPlainText =
        generator instanceof UTF8JsonGenerator && generator.getPrettyPrinter() == null;
    return isPlainText ? new FloatChunk() : null;
  }

  /// Writes some of the numbers as a list.
  static void write(
      Numbers numbers, int from, int to, JsonGenerator generator, @Nullable FloatChunk chunk) {
    generator.writeStartArray();
    switch (numbers) {
      case Numbers.Float32(float[] values) -> {
        if (chunk != null) {
          chunk.write(values, from, to, generator);
        } else {
          for (int n = from; n < to; n++) {
            generator.writeNumber(values[n]);
          }
        }
      }
      case Numbers.Float64(double[] values) -> {
        for (int n = from; n < to; n++) {
          generator.writeNumber(values[n]);
        }
      }
    }
    generator.writeEndArray();
  }
}
