package attention.core;

import java.util.OptionalDouble;

/// How attention is computed, everything resolved.
///
/// @param scale multiplies each product of query and key once
/// @param temperature divides the scores; above 0
/// @param softcap bounds the scores, above 0; absent for none
/// @param bias is added to the scores
/// @param mask says which keys take part
public record AttentionOptions(
    double scale, double temperature, OptionalDouble softcap, Bias bias, Mask mask) {

  /// The tutorial's: plain dot products, nothing added, nothing hidden.
  public static final AttentionOptions PLAIN =
      new AttentionOptions(1, 1, OptionalDouble.empty(), new Bias.None(), new Mask.None());

  /// What a dot product is multiplied by to become a score: `scale / temperature`.
  public float factor() {
    return (float) (scale / temperature);
  }

  /// Tells whether query `i` of a head cannot see key `j`: the mask hides it, or a bias of
  /// `-Infinity`.
  public boolean hides(int head, int i, int j) {
    return !mask.allows(i, j) || bias.at(head, i, j) == Float.NEGATIVE_INFINITY;
  }
}
