package attention.core;

import java.util.List;

/// Numbers that are added to the scores, after the softcap and before the mask.
public sealed interface Bias {

  /// Nothing is added.
  record None() implements Bias {}

  /// A table of numbers.
  ///
  /// @param values `(L, S)`, finite or `-Infinity`, which hides the key
  record Dense(Matrix values) implements Bias {}

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

  /// Each query head has a bias of its own.
  ///
  /// @param of `(Hq)`
  record PerHead(List<Bias> of) implements Bias {}

  /// Gives what is added to the score of query `i` and key `j` in a head.
  default double at(int head, int i, int j) {
    return switch (this) {
      case None() -> 0;
      case Dense(Matrix values) -> values.at(i, j);
      case PerHead(List<Bias> of) -> of.get(head).at(head, i, j);
      case Alibi(double[] slopes, int offset) -> -slopes[head] * Math.abs((double) i + offset - j);
    };
  }

  /// Reports where the bias does not fit a problem of `L` queries and `S` keys.
  ///
  /// @param pointer where the bias stands in the request
  default void check(int heads, int queryCount, int keyCount, String pointer, Faults faults) {
    switch (this) {
      case None() -> {}
      case PerHead(List<Bias> of) -> {
        if (of.size() != heads) {
          faults.add(
              pointer + "/values",
              "wrong-length",
              "has %d heads, there are %d".formatted(of.size(), heads));
        }
        for (int head = 0; head < of.size(); head++) {
          of.get(head).check(heads, queryCount, keyCount, pointer, faults);
        }
      }
      case Dense(Matrix values) -> {
        if (values.rows() != queryCount || values.columns() != keyCount) {
          faults.add(
              pointer + "/values",
              "wrong-shape",
              "has %d rows of %d numbers, there are %d queries and %d keys"
                  .formatted(values.rows(), values.columns(), queryCount, keyCount));
        }
      }
      case Alibi(double[] slopes, int _) -> {
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
      case Dense(Matrix values) -> values.numbers().largest();
      case PerHead(List<Bias> of) ->
          of.stream().mapToDouble(bias -> bias.largest(reach)).max().orElse(0);
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
