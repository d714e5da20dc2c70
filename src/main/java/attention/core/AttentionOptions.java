package attention.core;

import java.util.OptionalDouble;

/// How attention is computed, everything resolved.
///
/// @param scale multiplies each product of query and key once
/// @param temperature divides the scores; above 0
/// @param softcap bounds the scores, above 0; absent for none
/// @param bias is added to the scores
/// @param mask says which keys take part
/// @param sinks `(Hq)`, one more logit for each head that takes weight and gives nothing; empty for
///   none
/// @param emptyRows what the weights of a query are that sees no key
public record AttentionOptions(
    double scale,
    double temperature,
    OptionalDouble softcap,
    Bias bias,
    Mask mask,
    double[] sinks,
    EmptyRows emptyRows) {

  /// The tutorial's: plain dot products, nothing added, nothing hidden.
  public static final AttentionOptions PLAIN =
      new AttentionOptions(
          1,
          1,
          OptionalDouble.empty(),
          new Bias.None(),
          new Mask.None(),
          new double[0],
          EmptyRows.ZERO);

  /// What a dot product is multiplied by to become a score: `scale / temperature`.
  public double factor() {
    return scale / temperature;
  }

  /// The sink of a head; `-Infinity` if it has none.
  double sink(int head) {
    return sinks.length == 0 ? Double.NEGATIVE_INFINITY : sinks[head];
  }

  /// Tells whether query `i` of a head cannot see key `j`: the mask hides it, or a bias of
  /// `-Infinity`.
  public boolean hides(int batch, int head, int i, int j) {
    return !mask.allows(batch, head, i, j)
        || bias.at(batch, head, i, j) == Double.NEGATIVE_INFINITY;
  }
}
