package attention.core;

/// Numbers that are added to the scores, after the softcap and before the mask.
public sealed interface Bias {

  /// Nothing is added.
  record None() implements Bias {}

  /// A table of numbers, the same for every head.
  ///
  /// @param values `(L, S)`, finite or `-Infinity`, which hides the key
  record Dense(Matrix values) implements Bias {}

  /// A penalty that grows with the distance: `-slope * |i + offset - j|`.
  ///
  /// @param slopes `(Hq)`, one for each query head
  /// @param offset of the queries among the keys, as for a [Mask]
  /// @see <a href="https://arxiv.org/abs/2108.12409">Press et al. (2022), section 3</a>
  record Alibi(float[] slopes, int offset) implements Bias {

    /// Gives the slopes of the paper for a number of heads: the geometric series that starts at
    /// `2^(-8 / heads)` and has the same ratio; where the number is no power of two, every other
    /// slope of the next power fills up the series.
    public static float[] standardSlopes(int heads) {
      int power = Integer.highestOneBit(heads);
      float[] slopes = new float[heads];
      for (int head = 0; head < heads; head++) {
        double exponent =
            head < power ? -8.0 * (head + 1) / power : -4.0 * (2 * (head - power) + 1) / power;
        slopes[head] = (float) StrictMath.pow(2, exponent);
      }
      return slopes;
    }
  }

  /// Gives what is added to the score of query `i` and key `j` in a head.
  default float at(int head, int i, int j) {
    return switch (this) {
      case None() -> 0;
      case Dense(Matrix values) -> values.at(i, j);
      case Alibi(float[] slopes, int offset) ->
          -slopes[head] * Math.abs((float) ((long) i + offset - j));
    };
  }

  /// Reports where the bias does not fit a problem of `L` queries and `S` keys.
  ///
  /// @param pointer where the bias stands in the request
  default void check(int heads, int queryCount, int keyCount, String pointer, Faults faults) {
    switch (this) {
      case None() -> {}
      case Dense(Matrix values) -> {
        if (values.rows() != queryCount || values.columns() != keyCount) {
          faults.add(
              pointer + "/values",
              "wrong-shape",
              "has %d rows of %d numbers, there are %d queries and %d keys"
                  .formatted(values.rows(), values.columns(), queryCount, keyCount));
        }
      }
      case Alibi(float[] slopes, int _) -> {
        if (slopes.length != heads) {
          faults.add(
              pointer + "/slopes",
              "wrong-length",
              "has %d slopes, there are %d heads".formatted(slopes.length, heads));
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
      case Dense(Matrix values) -> {
        double largest = 0;
        for (float value : values.values()) {
          if (value != Float.NEGATIVE_INFINITY) {
            largest = Math.max(largest, Math.abs(value));
          }
        }
        yield largest;
      }
      case Alibi(float[] slopes, int offset) -> {
        double largest = 0;
        for (float slope : slopes) {
          largest = Math.max(largest, Math.abs(slope));
        }
        yield largest * ((double) reach + Math.abs((double) offset));
      }
    };
  }
}
