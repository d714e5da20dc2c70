package attention.format;

import attention.core.Numbers;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/// Writes numbers as a list: in JSON each as the shortest text that reads back the same in its
/// precision, and what is not finite as a string, for example `"-Infinity"`; in CBOR each as it is.
final class NumbersSerializer extends ValueSerializer<Numbers> {

  @Override
  public void serialize(Numbers numbers, JsonGenerator generator, SerializationContext context) {
    write(numbers, 0, numbers.count(), generator);
  }

  /// Tells whether numbers become text without any layout.
  static boolean isPlainText(JsonGenerator generator) {
    return generator instanceof UTF8JsonGenerator && generator.getPrettyPrinter() == null;
  }

  /// Writes some of the numbers as a list.
  static void write(Numbers numbers, int from, int to, JsonGenerator generator) {
    if (isPlainText(generator)) {
      generator.writeRawValue(new NumbersText(false).list(numbers, from, to));
      return;
    }
    generator.writeStartArray(numbers, to - from);
    for (int n = from; n < to; n++) {
      switch (numbers) {
        case Numbers.Float32(float[] values) -> generator.writeNumber(values[n]);
        case Numbers.Float64(double[] values) -> generator.writeNumber(values[n]);
      }
    }
    generator.writeEndArray();
  }
}
