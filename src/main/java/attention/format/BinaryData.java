package attention.format;

import attention.core.Numbers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The elements of a tensor as bytes: little-endian, row-major, without padding.
///
/// @see <a
///   href="https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/extension_binary_data.html">Binary
///   tensor data extension</a>
public final class BinaryData {

  private static final int BUFFER = 1 << 16; // bytes; a multiple of every element

  private BinaryData() {}

  /// Reads elements.
  ///
  /// @param count how many
  /// @throws EOFException if there are fewer bytes
  public static TensorData read(InputStream in, Datatype datatype, int count) throws IOException {
    TensorData data =
        switch (datatype.kind()) {
          case REAL -> new TensorData.Reals(Numbers.unset(datatype.precision(), count));
          case FLAG -> new TensorData.Flags(new boolean[count]);
          case SIGNED, UNSIGNED -> new TensorData.Integers(new long[count]);
        };
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int most = BUFFER / datatype.bytes();
    for (int at = 0; at < count; at += most) {
      int part = Math.min(most, count - at);
      if (in.readNBytes(bytes, 0, part * datatype.bytes()) < part * datatype.bytes()) {
        throw new EOFException("the body ends within a tensor");
      }
      get(buffer.clear(), datatype, data, at, part);
    }
    return data;
  }

  private static void get(
      ByteBuffer buffer, Datatype datatype, TensorData data, int at, int count) {
    switch (data) {
      case TensorData.Reals(Numbers.Float64(double[] values)) ->
          buffer.asDoubleBuffer().get(values, at, count);
      case TensorData.Reals(Numbers.Float32(float[] values)) ->
          get(buffer, datatype, values, at, count);
      case TensorData.Integers(long[] integers) -> {
        for (int n = at; n < at + count; n++) {
          integers[n] = integer(buffer, datatype);
        }
      }
      case TensorData.Flags(boolean[] flags) -> {
        for (int n = at; n < at + count; n++) {
          flags[n] = buffer.get() != 0;
        }
      }
    }
  }

  private static void get(ByteBuffer buffer, Datatype datatype, float[] values, int at, int count) {
    if (datatype == Datatype.FP32) {
      buffer.asFloatBuffer().get(values, at, count);
      return;
    }
    boolean half = datatype == Datatype.FP16;
    for (int n = at; n < at + count; n++) {
      short bits = buffer.getShort();
      values[n] = half ? HalfPrecision.fromFloat16(bits) : HalfPrecision.fromBfloat16(bits);
    }
  }

  /// Gives a whole number; those of UINT64 from 2^63 on become negative.
  private static long integer(ByteBuffer buffer, Datatype datatype) {
    boolean signed = datatype.kind() == Datatype.Kind.SIGNED;
    return switch (datatype.bytes()) {
      case Byte.BYTES -> signed ? buffer.get() : Byte.toUnsignedLong(buffer.get());
      case Short.BYTES -> signed ? buffer.getShort() : Short.toUnsignedLong(buffer.getShort());
      case Integer.BYTES -> signed ? buffer.getInt() : Integer.toUnsignedLong(buffer.getInt());
      default -> buffer.getLong();
    };
  }

  /// Writes numbers, each rounded once to the datatype.
  public static void write(OutputStream out, Datatype datatype, Numbers numbers)
      throws IOException {
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int most = BUFFER / datatype.bytes();
    for (int at = 0; at < numbers.count(); at += most) {
      int part = Math.min(most, numbers.count() - at);
      if (datatype == Datatype.FP32 && numbers instanceof Numbers.Float32(float[] values)) {
        put(buffer.clear(), values, at, part);
      } else {
        put(buffer.clear(), datatype, numbers, at, part);
      }
      out.write(bytes, 0, part * datatype.bytes());
    }
  }

  private static void put(ByteBuffer buffer, float[] values, int at, int count) {
    buffer.asFloatBuffer().put(values, at, count);
    for (int n = 0; n < count; n++) {
      if (Float.isNaN(values[at + n])) {
        buffer.putFloat(n * Float.BYTES, Float.NaN); // always the same bits
      }
    }
  }

  private static void put(
      ByteBuffer buffer, Datatype datatype, Numbers numbers, int at, int count) {
    for (int n = at; n < at + count; n++) {
      double number = numbers.at(n);
      if (Double.isNaN(number)) {
        number = Double.NaN; // always the same bits
      }
      switch (datatype) {
        case FP64 -> buffer.putDouble(number);
        case FP32 -> buffer.putFloat((float) number);
        case FP16 -> buffer.putShort(HalfPrecision.float16(number));
        case BF16 -> buffer.putShort(HalfPrecision.bfloat16(number));
        case BOOL, INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8 ->
            throw new IllegalArgumentException("no floating-point numbers");
      }
    }
  }
}
