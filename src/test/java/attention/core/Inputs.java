package attention.core;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/// Inputs and options for tests.
final class Inputs {

  private Inputs() {}

  /// Seeded numbers between -1 and 1.
  static Tensor random(Precision precision, Shape shape, long seed) {
    double[] numbers = new Random(seed).doubles(shape.count(), -1, 1).toArray();
    return new Tensor(shape, Numbers.of(precision, List.of(numbers)));
  }

  /// One head of self-attention.
  static AttentionInputs self(Tensor words) {
    return new AttentionInputs(words, words, words);
  }

  /// One head of rows.
  static Tensor rows(int size, float... numbers) {
    return Tensor.of(new Shape(1, 1, numbers.length / size, size), numbers);
  }

  static AttentionOptions masked(Mask mask) {
    return new AttentionOptions(
        1, 1, OptionalDouble.empty(), new Bias.None(), mask, new double[0], EmptyRows.ZERO);
  }

  static AttentionOptions biased(Bias bias) {
    return new AttentionOptions(
        1, 1, OptionalDouble.empty(), bias, new Mask.None(), new double[0], EmptyRows.ZERO);
  }
}
