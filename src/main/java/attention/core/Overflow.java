package attention.core;

import java.util.Optional;

/// A number so large that a result could overflow single precision, found before anything is
/// computed.
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
  private static final double LARGEST = 0.999 * Float.MAX_VALUE;

  /// Finds the first overflow that could happen.
  ///
  /// @param inputs finite numbers
  public static Optional<Overflow> find(AttentionInputs inputs, AttentionOptions options) {
    Longest query = Longest.of(inputs.query());
    Longest key = Longest.of(inputs.key());
    double product = query.norm * key.norm;
    double score = product * Math.abs(options.factor());
    if (!(Math.max(product, score) <= LARGEST)) {
      boolean inQuery = query.norm >= key.norm;
      return Optional.of(
          new Overflow(
              inQuery ? Part.QUERY : Part.KEY,
              inQuery ? query.row : key.row,
              "is so long (%.3g) that scores could overflow float32"
                  .formatted(Math.max(query.norm, key.norm))));
    }
    double capped = Math.min(score, options.softcap().orElse(Double.MAX_VALUE));
    if (!(capped + options.bias().largest(inputs.queryCount() + inputs.keyCount()) <= LARGEST)) {
      return Optional.of(
          new Overflow(Part.BIAS, 0, "is so large that logits could overflow float32"));
    }
    return findInValues(inputs.value());
  }

  private static Optional<Overflow> findInValues(Tensor value) {
    for (int n = 0; n < value.values().length; n++) {
      if (Math.abs(value.values()[n]) > LARGEST) {
        return Optional.of(
            new Overflow(
                Part.VALUE,
                n / value.shape().size(),
                "has a number so large that the context could overflow float32"));
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
      for (int at = 0; at < tensor.values().length; at += size) {
        double squares = 0;
        for (int e = 0; e < size; e++) {
          squares += (double) tensor.values()[at + e] * tensor.values()[at + e];
        }
        if (squares > longest) {
          longest = squares;
          row = at / size;
        }
      }
      return new Longest(Math.sqrt(longest), row);
    }
  }
}
