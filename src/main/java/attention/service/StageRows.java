package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages that were asked for, of one head and one query.
///
/// @param scores `(S)`
/// @param capped `(S)`
/// @param logits `(S)`; `-Infinity` for a hidden key
/// @param weights `(S)`
/// @param context `(Ev)`
/// @param lse the logarithm of the softmax denominator, in nats
/// @param contributions `(S, Ev)`
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The stages that were asked for, of one head and one query.")
public record StageRows(
    @Schema(description = "factor · dot(query, key) for each key.") @Nullable Numbers scores,
    @Schema(description = "The scores after the softcap.") @Nullable Numbers capped,
    @Schema(description = "What softmax reads; \"-Infinity\" for a hidden key.")
        @Nullable Numbers logits,
    @Schema(description = "The softmax of the scores; they add up to 1.") @Nullable Numbers weights,
    @Schema(description = "The weighted average of the values.") @Nullable Numbers context,
    @Schema(description = "The logarithm of the softmax denominator, in nats.")
        @Nullable Number lse,
    @Schema(description = "Weight · value for each key; they add up to the context.")
        @Nullable Matrix contributions,
    @Nullable Explanation explanation,
    @Nullable Diagnosis diagnosis) {

  /// Nothing but a context.
  static StageRows ofContext(@Nullable Numbers context) {
    return new StageRows(null, null, null, null, context, null, null, null, null);
  }

  /// The same as tables of one row.
  public StageTables tables() {
    return new StageTables(
        table(scores),
        table(capped),
        table(logits),
        table(weights),
        table(context),
        lse == null ? null : numbers(lse),
        contributions == null ? null : List.of(contributions),
        explanation == null ? null : List.of(explanation),
        diagnosis == null ? null : List.of(diagnosis));
  }

  private static @Nullable Matrix table(@Nullable Numbers row) {
    return row == null ? null : new Matrix(1, row.count(), row);
  }

  private static Numbers numbers(Number number) {
    return switch (number) {
      case Float single -> new Numbers.Float32(new float[] {single});
      default -> new Numbers.Float64(new double[] {number.doubleValue()});
    };
  }
}
