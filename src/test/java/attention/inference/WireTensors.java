package attention.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.databind.JsonNode;

/// Tensors as they travel, for tests: the other side of what the service does.
final class WireTensors {

  private WireTensors() {}

  /// Gives the numbers of a flat list.
  static double[] fromJson(JsonNode data) {
    double[] numbers = new double[data.size()];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = number(data.get(n));
    }
    return numbers;
  }

  private static double number(JsonNode element) {
    if (element.isBoolean()) {
      return element.asBoolean() ? 1 : 0;
    }
    // The names of what JSON lacks are those that Java reads.
    return element.isString() ? Double.parseDouble(element.asString()) : element.asDouble();
  }

  /// Gives the elements of a tensor as bytes.
  static byte[] toBytes(JsonNode tensor) {
    return toBytes(tensor.get("datatype").asString(), fromJson(tensor.get("data")));
  }

  /// Gives numbers that the datatype can hold as bytes.
  static byte[] toBytes(String datatype, double[] numbers) {
    var bytes = ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      switch (datatype) {
        case "FP64" -> bytes.putDouble(number);
        case "FP32" -> bytes.putFloat((float) number);
        case "FP16" -> bytes.putShort(Float.floatToFloat16((float) number));
        case "BF16" -> bytes.putShort((short) (Float.floatToRawIntBits((float) number) >>> 16));
        case "BOOL" -> bytes.put((byte) number);
        case "INT64" -> bytes.putLong((long) number);
        default -> throw new IllegalArgumentException(datatype);
      }
    }
    byte[] written = new byte[bytes.position()];
    bytes.flip().get(written);
    return written;
  }

  /// Gives the numbers of bytes.
  static double[] fromBytes(String datatype, byte[] bytes, int offset, int length) {
    var buffer = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
    int size =
        switch (datatype) {
          case "FP64", "INT64" -> Long.BYTES;
          case "FP32" -> Float.BYTES;
          case "BOOL" -> Byte.BYTES;
          default -> Short.BYTES;
        };
    double[] numbers = new double[length / size];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] =
          switch (datatype) {
            case "FP64" -> buffer.getDouble();
            case "FP32" -> buffer.getFloat();
            case "FP16" -> Float.float16ToFloat(buffer.getShort());
            case "BF16" -> Float.intBitsToFloat(buffer.getShort() << 16);
            case "INT64" -> buffer.getLong();
            case "BOOL" -> buffer.get() == 0 ? 0 : 1;
            default -> throw new IllegalArgumentException(datatype);
          };
    }
    return numbers;
  }
}
