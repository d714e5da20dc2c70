package attention.core;

import java.util.Optional;
import java.util.function.IntPredicate;

/// A number so large that a result could overflow the precision it is computed in, found before
/// anything is computed.
///
/// By Cauchy and Schwarz no product of a query and a key, and no partial sum of one, is larger than
/// the product of their norms. If that bound, times the factor and plus the bias, is finite in the
/// precision at hand, then so is every score; and a context lies between the smallest and the
/// largest value.
///
/// @param part where the number stands
/// @param row the row of that tensor, counted over all heads; 0 for the bias
/// @param detail what is too large, for people
public record Overflow(Part part, int row, String detail) {

  /// Where a number is too large.
  public enum Part {
    /// In a query.
    QUERY,
    /// In a key.
    KEY,
    /// In a value.
    VALUE,
    /// In the bias.
    BIAS
  }

  // Between these, no square that matters has overflowed or lost bits.
  private static final double LEAST_SQUARES = 1e-200;
  private static final double MOST_SQUARES = 1e300;

  // The roundings of the longest sums.
  private static final double ROUNDINGS = 1.001;

  /// Finds the first overflow that could happen.
  ///
  /// @param inputs finite numbers
  public static Optional<Overflow> find(AttentionInputs inputs, AttentionOptions options) {
    return find(inputs, options, _ -> true, _ -> true);
  }

  /// Finds the first overflow that could happen in weights and context: what stands where no query
  /// looks may be anything, `NaN` included.
  ///
  /// @param inputs any numbers
  public static Optional<Overflow> findVisible(AttentionInputs inputs, AttentionOptions options) {
    Optional<Overflow> anywhere = find(inputs, options);
    if (anywhere.isEmpty()) {
      return anywhere;
    }
    var visible = Visibility.of(inputs, options);
    return find(inputs, options, row -> visible.queries()[row], row -> visible.keys()[row]);
  }

  private static Optional<Overflow> find(
      AttentionInputs inputs, AttentionOptions options, IntPredicate queries, IntPredicate keys) {
    return findInLogits(inputs, options, queries, keys)
        .or(() -> findInValues(inputs.value(), inputs.precision(), keys));
  }

  private static Optional<Overflow> findInLogits(
      AttentionInputs inputs, AttentionOptions options, IntPredicate queries, IntPredicate keys) {
    if (areLogitsSmall(inputs, options)) {
      return Optional.empty();
    }
    Precision precision = inputs.precision();
    Longest query = Longest.of(inputs.query(), queries);
    Longest key = Longest.of(inputs.key(), keys);
    double product = query.norm * key.norm * ROUNDINGS;
    double score = product * Math.abs(options.factor());
    if (!precision.holds(Math.max(product, score))) {
      boolean inQuery =
          !Double.isFinite(query.norm) || (Double.isFinite(key.norm) && query.norm >= key.norm);
      Longest longest = inQuery ? query : key;
      String detail =
          Double.isFinite(longest.norm)
              ? "is so long (%.3g) that scores could overflow %s".formatted(longest.norm, precision)
              : "has a number that is not finite";
      return Optional.of(new Overflow(inQuery ? Part.QUERY : Part.KEY, longest.row, detail));
    }
    double capped = Math.min(score, options.softcap().orElse(Double.MAX_VALUE));
    double bias = options.bias().largest(inputs.queryCount() + inputs.keyCount());
    if (!precision.holds(capped + bias)) {
      String detail =
          Double.isFinite(bias)
              ? "is so large that logits could overflow " + precision
              : "is neither finite nor -Infinity";
      return Optional.of(new Overflow(Part.BIAS, 0, detail));
    }
    return Optional.empty();
  }

  /// Looks at the largest numbers alone, which is quick, and enough for usual ones.
  private static boolean areLogitsSmall(AttentionInputs inputs, AttentionOptions options) {
    double largest = inputs.precision().largest() / (2 * ROUNDINGS);
    double factor = inputs.query().shape().size() * Math.max(1, Math.abs(options.factor()));
    double limit = Math.sqrt(largest / factor);
    return options.bias() instanceof Bias.None
        && inputs.query().numbers().areWithin(limit)
        && inputs.key().numbers().areWithin(limit);
  }

  private static Optional<Overflow> findInValues(
      Tensor value, Precision precision, IntPredicate keys) {
    if (value.numbers().areWithin(precision.largest() / (2 * ROUNDINGS))) {
      return Optional.empty();
    }
    for (int n = 0; n < value.numbers().count(); n++) {
      double number = value.numbers().at(n);
      int row = n / value.shape().size();
      if (!precision.holds(number * ROUNDINGS) && keys.test(row)) {
        String detail =
            Double.isFinite(number)
                ? "has a number so large that the context could overflow " + precision
                : "has a number that is not finite";
        return Optional.of(new Overflow(Part.VALUE, row, detail));
      }
    }
    return Optional.empty();
  }

  /// The row of largest norm, or the first that is not finite.
  private record Longest(double norm, int row) {

    static Longest of(Tensor tensor, IntPredicate counts) {
      int size = tensor.shape().size();
      var longest = new Longest(0, 0);
      for (int row = 0; row < tensor.numbers().count() / size; row++) {
        double norm = norm(tensor.numbers(), row * size, size);
        if (!(norm <= longest.norm) && counts.test(row)) {
          longest = new Longest(norm, row);
        }
        if (!Double.isFinite(longest.norm)) {
          return longest;
        }
      }
      return longest;
    }

    /// The norm of one row; in units of its largest number where squares could overflow or vanish.
    private static double norm(Numbers numbers, int from, int size) {
      double squares =
          switch (numbers) {
            case Numbers.Float32(float[] values) -> squares(values, from, size);
            case Numbers.Float64(double[] values) -> squares(values, from, size);
          };
      return squares >= LEAST_SQUARES && squares <= MOST_SQUARES
          ? Math.sqrt(squares)
          : normInUnits(numbers, from, size);
    }

    private static double squares(float[] values, int from, int size) {
      double squares0 = 0; // four sums, which do not wait for each other
      double squares1 = 0;
      double squares2 = 0;
      double squares3 = 0;
      int e = from;
      for (; e < from + size - 3; e += 4) {
        squares0 += (double) values[e] * values[e];
        squares1 += (double) values[e + 1] * values[e + 1];
        squares2 += (double) values[e + 2] * values[e + 2];
        squares3 += (double) values[e + 3] * values[e + 3];
      }
      for (; e < from + size; e++) {
        squares0 += (double) values[e] * values[e];
      }
      return squares0 + squares1 + (squares2 + squares3);
    }

    private static double squares(double[] values, int from, int size) {
      double squares = 0;
      for (int e = from; e < from + size; e++) {
        squares += values[e] * values[e];
      }
      return squares;
    }

    private static double normInUnits(Numbers numbers, int from, int size) {
      double largest = 0;
      for (int e = 0; e < size; e++) {
        largest = Math.max(largest, Math.abs(numbers.at(from + e)));
      }
      if (largest == 0 || !Double.isFinite(largest)) {
        return largest;
      }
      double squares = 0;
      for (int e = 0; e < size; e++) {
        double number = numbers.at(from + e) / largest;
        squares += number * number;
      }
      return largest * Math.sqrt(squares);
    }
  }
}
