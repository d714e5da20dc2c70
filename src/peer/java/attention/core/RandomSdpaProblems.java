package attention.core;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/// Calls of `scaled_dot_product_attention` that libtorch takes; the same one for the same seed.
///
/// All numbers are finite, but for the `-Infinity` of a mask: libtorch multiplies a hidden `NaN` by
/// its weight of 0 and answers `NaN`, which we do not.
final class RandomSdpaProblems {

  private final SplittableRandom random;
  private final Precision precision;
  private final int batch;
  private final int keyHeads;
  private final int queryHeads;
  private final int queries;
  private final int keys;
  private final int headSize;
  private final int valueSize;

  static SdpaProblem of(Precision precision, long seed) {
    return new RandomSdpaProblems(precision, seed).problem();
  }

  private RandomSdpaProblems(Precision precision, long seed) {
    random = new SplittableRandom(seed);
    this.precision = precision;
    batch = between(1, 3);
    keyHeads = between(1, 3);
    queryHeads = keyHeads * (chance(0.5) ? 1 : between(2, 4));
    queries = mostlySmall(80);
    // Beyond 512 keys, libtorch's fast path takes a second block.
    keys = chance(0.3) ? queries : mostlySmall(chance(0.2) ? 1_100 : 80);
    headSize = between(1, chance(0.5) ? 9 : 130);
    valueSize = chance(0.6) ? headSize : between(1, chance(0.5) ? 9 : 130);
  }

  private SdpaProblem problem() {
    double size = oneOf(0.01, 1, 1, 1, 5, 30);
    var inputs =
        new AttentionInputs(
            tensor(new Shape(batch, queryHeads, queries, headSize), size),
            tensor(new Shape(batch, keyHeads, keys, headSize), size),
            tensor(new Shape(batch, keyHeads, keys, valueSize), oneOf(0.01, 1, 1, 30)));
    return new SdpaProblem(inputs, mask(), scale());
  }

  private Tensor tensor(Shape shape, double size) {
    return new Tensor(shape, numbers(shape.count(), () -> size * random.nextGaussian()));
  }

  private Numbers numbers(int count, DoubleSupplier number) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, _ -> number.getAsDouble());
    return Numbers.of(precision, List.of(numbers));
  }

  private SdpaMask mask() {
    return switch (between(0, 6)) {
      case 0 -> new SdpaMask.None();
      case 1, 2 -> new SdpaMask.Causal();
      case 3, 4 -> {
        int[] shape = maskShape();
        boolean[] allowed = new boolean[SdpaMask.count(shape)];
        Arrays.fill(allowed, true);
        for (int n : hidden(shape)) {
          allowed[n] = false;
        }
        yield new SdpaMask.YesOrNo(shape, allowed);
      }
      default -> {
        int[] shape = maskShape();
        double size = oneOf(0, 1, 3, 30);
        Numbers added = numbers(SdpaMask.count(shape), () -> size * random.nextGaussian());
        double low = chance(0.6) ? Double.NEGATIVE_INFINITY : lowest();
        for (int n : hidden(shape)) {
          added.set(n, low);
        }
        yield new SdpaMask.Added(shape, added);
      }
    };
  }

  /// Two to four axes: libtorch fails on one. Any but the last may have one place. One place for
  /// several keys is for us not clear enough, so it does not occur.
  private int[] maskShape() {
    int[] full = {batch, queryHeads, queries, keys};
    int axes = between(2, 4);
    int[] shape = Arrays.copyOfRange(full, full.length - axes, full.length);
    for (int axis = 0; axis < axes - 1; axis++) {
      shape[axis] = chance(0.35) ? 1 : shape[axis];
    }
    return shape;
  }

  /// Chooses places of a table: single ones, and seldom whole rows.
  private int[] hidden(int[] shape) {
    double share = oneOf(0, 0.3, 0.7);
    double shareOfRows = oneOf(0, 0, 0.2);
    boolean[] hidden = new boolean[SdpaMask.count(shape)];
    for (int start = 0; start < hidden.length; start += keys) {
      boolean row = chance(shareOfRows);
      for (int j = 0; j < keys; j++) {
        hidden[start + j] = row || chance(share);
      }
    }
    return IntStream.range(0, hidden.length).filter(n -> hidden[n]).toArray();
  }

  /// What `torch.finfo(dtype).min` is, by which many masks hide.
  private double lowest() {
    return switch (precision) {
      case FLOAT32 -> -Float.MAX_VALUE;
      case FLOAT64 -> -Double.MAX_VALUE;
    };
  }

  private OptionalDouble scale() {
    if (chance(0.5)) {
      return OptionalDouble.empty();
    }
    double size = (0.1 + 3 * random.nextDouble()) / Math.sqrt(headSize);
    return OptionalDouble.of(chance(0.3) ? -size : size);
  }

  private int mostlySmall(int most) {
    return between(1, chance(0.6) ? 9 : most);
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private double oneOf(double... numbers) {
    return numbers[between(0, numbers.length - 1)];
  }
}
