package attention.core;

/// Numbers that are added to the scores, after the softcap and before the mask.
public sealed interface Bias {

  /// Nothing is added.
  record None() implements Bias {}

  /// A table of numbers. An axis with one place counts for every place; keys behind the end of the
  /// last axis are hidden.
  ///
  /// @param values `(1 or B, 1 or Hq, 1 or L, up to S)`, finite or `-Infinity`, which hides the key
  record Dense(Tensor values) implements Bias {}

  /// A penalty that grows with the distance: `-slope * |i + offset - j|`.
  ///
  /// @param slopes `(Hq)`, one for each query head
  /// @param offset of the queries among the keys, as for a [Mask]
  /// @see <a href="https://arxiv.org/abs/2108.12409">Press et al. (2022), section 3</a>
  record Alibi(double[] slopes, int offset) implements Bias {

    /// Gives the slopes of the paper for a number of heads: the geometric series that starts at
    /// `2^(-8 / heads)` and has the same ratio; where the number is no power of two, every other
    /// slope of the next power fills up the series.
    public static double[] standardSlopes(int heads) {
      int power = Integer.highestOneBit(heads);
      double[] slopes = new double[heads];
      for (int head = 0; head < heads; head++) {
        double exponent =
            head < power ? -8.0 * (head + 1) / power : -4.0 * (2 * (head - power) + 1) / power;
        slopes[head] = StrictMath.pow(2, exponent);
      }
      return slopes;
    }
  }

  /// Gives what is added to the score of query `i` and key `j` in a head; `-Infinity` hides the
  /// key.
  default double at(int batch, int head, int i, int j) {
    return switch (this) {
      case None() -> 0;
      case Dense(Tensor values) -> {
        int at = values.shape().broadcast(batch, head, i, j);
        yield at < 0 ? Double.NEGATIVE_INFINITY : values.numbers().at(at);
      }
      case Alibi(double[] slopes, int offset) -> -slopes[head] * Math.abs((double) i + offset - j);
    };
  }

  /// The same numbers in double precision.
  default Bias inFloat64() {
    return switch (this) {
      case None(), Alibi(_, _) -> this;
      case Dense(Tensor values) -> new Dense(values.inFloat64());
    };
  }

  /// Reports where the bias does not fit.
  ///
  /// @param scores `(B, Hq, L, S)`
  /// @param pointer where the bias stands in the request
  default void check(Shape scores, String pointer, Faults faults) {
    switch (this) {
      case None() -> {}
      case Dense(Tensor values) ->
          values.shape().checkBroadcast(scores, pointer + "/values", faults);
      case Alibi(double[] slopes, int _) -> {
        if (slopes.length != scores.heads()) {
          faults.add(
              pointer + "/slopes",
              "wrong-length",
              "has %d slopes, there are %d heads".formatted(slopes.length, scores.heads()));
        }
      }
    }
  }

  /// The largest magnitude that is added to a score; `-Infinity` does not count.
  ///
  /// @param reach the largest distance between a query and a key
  default double largest(int reach) {
    return switch (this) {
      case None() -> 0;
      case Dense(Tensor values) -> values.numbers().largest();
      case Alibi(double[] slopes, int offset) -> {
        double largest = 0;
        for (double slope : slopes) {
          largest = Math.max(largest, Math.abs(slope));
        }
        yield largest * ((double) reach + Math.abs((double) offset));
      }
    };
  }
}
