package attention.inference;

import attention.inference.OnnxProblem.Array;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/// Random numbers, the same ones for the same seed, and arrays of them.
final class RandomNumbers {

  // Not Random: its first numbers hardly differ between neighbouring seeds.
  private final SplittableRandom random;

  RandomNumbers(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /// From 1 to 9, seldom up to `most`.
  int mostlySmall(int most) {
    return chance(0.85) ? between(1, 9) : between(1, most);
  }

  double uniform() {
    return random.nextDouble();
  }

  double gaussian() {
    return random.nextGaussian();
  }

  double oneOf(double... numbers) {
    return numbers[between(0, numbers.length - 1)];
  }

  /// The elements in the order of their places, each rounded to the datatype.
  static Array array(String datatype, int[] shape, DoubleSupplier element) {
    double[] values = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    Arrays.setAll(values, _ -> rounded(datatype, element.getAsDouble()));
    return new Array(datatype, shape, values);
  }

  private static double rounded(String datatype, double x) {
    return switch (datatype) {
      case "FP64", "BOOL" -> x;
      case "FP32" -> (float) x;
      case "FP16" -> Float.float16ToFloat(Float.floatToFloat16((float) x));
      case "BF16" -> bfloat16((float) x);
      default -> throw new IllegalArgumentException(datatype);
    };
  }

  /// The upper half of a float32, to the nearest, ties to even.
  private static float bfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    int odd = (bits >>> 16) & 1;
    return Float.intBitsToFloat((bits + 0x7fff + odd) & 0xffff_0000);
  }
}
