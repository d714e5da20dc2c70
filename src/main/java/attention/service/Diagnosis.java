package attention.service;

import attention.core.Numbers;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How sharp or flat the weights of one query are.
///
/// @param entropy of the weights, in nats: 0 when one key takes all, `ln(n)` when `n` share equally
/// @param maximum the largest weight
/// @param margin how far the largest weight is ahead of the next one
/// @param effectiveKeys `exp(entropy)`: how many keys share the attention
/// @param saturated whether one key takes practically everything
/// @param empty whether every key is hidden
/// @param hint what to change, if the scale is plainly wrong
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "How sharp or flat the weights of one query are.")
public record Diagnosis(
    @Schema(description = "Of the weights, in nats: 0 when one key takes all, ln(n) when n share.")
        float entropy,
    @Schema(description = "The largest weight.") float maximum,
    @Schema(description = "How far the largest weight is ahead of the next one.") float margin,
    @Schema(description = "exp(entropy): how many keys share the attention.") float effectiveKeys,
    @Schema(description = "Whether one key takes practically everything.") boolean saturated,
    @Schema(description = "Whether every key is hidden.") boolean empty,
    @Schema(description = "What to change, if the scale is plainly wrong.") @Nullable String hint) {

  // One key takes all but a tenth of a per cent.
  private static final double SATURATED = 0.999;

  // From this many numbers on, unscaled dot products of ordinary vectors saturate softmax.
  private static final int LONG_VECTOR = 16;

  /// Judges the weights of one query.
  ///
  /// @param weights `(S)`, adding up to 1, or all 0 if every key is hidden
  /// @param headSize how many numbers each key has
  /// @param factor what the products were multiplied by
  static Diagnosis of(Numbers weights, int headSize, double factor) {
    double entropy = 0;
    double maximum = 0;
    double second = 0;
    for (int j = 0; j < weights.count(); j++) {
      double weight = weights.at(j);
      second = Math.max(second, Math.min(maximum, weight));
      maximum = Math.max(maximum, weight);
      if (weight > 0) {
        entropy -= weight * StrictMath.log(weight);
      }
    }
    boolean empty = maximum == 0;
    boolean saturated = maximum >= SATURATED && weights.count() > 1;
    String hint = null;
    if (saturated && headSize >= LONG_VECTOR && Math.abs(factor) > 2 / Math.sqrt(headSize)) {
      hint =
          "One key takes everything. Products of vectors of %d numbers are large; scale \"auto\" divides"
                  .formatted(headSize)
              + " them by the square root of that.";
    }
    return new Diagnosis(
        (float) Math.max(0, entropy),
        (float) maximum,
        (float) (maximum - second),
        empty ? 0 : (float) StrictMath.exp(Math.max(0, entropy)),
        saturated,
        empty,
        hint);
  }
}
