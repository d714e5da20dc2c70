package attention.core;

import java.util.Optional;

/// A number so large that a result could overflow the precision it is computed in, found before
/// anything is computed.
///
/// By Cauchy and Schwarz no product of a query and a key, and no partial sum of one, is larger than
/// the product of their norms. If that bound, times the factor and plus the bias, is finite in
/// single precision, then so is every score; and a context lies between the smallest and the
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

  // Leaves room for the roundings of the longest sums.
  private static final double ROOM = 0.999;

  /// Finds the first overflow that could happen.
  ///
  /// @param inputs finite numbers
  public static Optional<Overflow> find(AttentionInputs inputs, AttentionOptions options) {
    double largest =
        switch (inputs.precision()) {
          case FLOAT32 -> ROOM * Float.MAX_VALUE;
          case FLOAT64 -> ROOM * Double.MAX_VALUE;
        };
    String name = inputs.precision().toString();
    Longest query = Longest.of(inputs.query());
    Longest key = Longest.of(inputs.key());
    double product = query.norm * key.norm;
    double score = product * Math.abs(options.factor());
    if (!(Math.max(product, score) <= largest)) {
      boolean inQuery = query.norm >= key.norm;
      return Optional.of(
          new Overflow(
              inQuery ? Part.QUERY : Part.KEY,
              inQuery ? query.row : key.row,
              "is so long (%.3g) that scores could overflow %s"
                  .formatted(Math.max(query.norm, key.norm), name)));
    }
    double capped = Math.min(score, options.softcap().orElse(Double.MAX_VALUE));
    if (!(capped + options.bias().largest(inputs.queryCount() + inputs.keyCount()) <= largest)) {
      return Optional.of(
          new Overflow(Part.BIAS, 0, "is so large that logits could overflow " + name));
    }
    return findInValues(inputs.value(), largest, name);
  }

  private static Optional<Overflow> findInValues(Tensor value, double largest, String name) {
    for (int n = 0; n < value.numbers().count(); n++) {
      if (Math.abs(value.numbers().at(n)) > largest) {
        return Optional.of(
            new Overflow(
                Part.VALUE,
                n / value.shape().size(),
                "has a number so large that the context could overflow " + name));
      }
    }
    return Optional.empty();
  }

  /// The row of largest norm.
  private record Longest(double norm, int row) {

    static Longest of(Tensor tensor) {
      int size = tensor.shape().size();
      double longest = -1;
      int row = 0;
      for (int at = 0; at < tensor.numbers().count(); at += size) {
        double norm = norm(tensor.numbers(), at, size);
        if (!(norm <= longest)) {
          longest = norm;
          row = at / size;
        }
      }
      return new Longest(longest, row);
    }

    /// The norm of one row, in units of its largest number so that no square overflows.
    private static double norm(Numbers numbers, int from, int size) {
      double largest = numbers.range(from, from + size).largest();
      if (largest == 0 || Double.isInfinite(largest)) {
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
