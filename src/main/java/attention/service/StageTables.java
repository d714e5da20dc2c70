package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages that were asked for, of one head and all queries.
///
/// @param scores `(L, S)`
/// @param capped `(L, S)`
/// @param logits `(L, S)`; `-Infinity` for a hidden key
/// @param weights `(L, S)`
/// @param context `(L, Ev)`
/// @param lse `(L)`
/// @param contributions `(L, S, Ev)`
/// @param explanation one for each query
/// @param diagnosis one for each query
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The stages that were asked for, of one head; a row for each query.")
public record StageTables(
    @Schema(description = "factor · dot(query, key): a row for each query, a number for each key.")
        @Nullable Matrix scores,
    @Schema(description = "The scores after the softcap.") @Nullable Matrix capped,
    @Schema(description = "What softmax reads; \"-Infinity\" for a hidden key.")
        @Nullable Matrix logits,
    @Schema(description = "The softmax of each row; each row adds up to 1.")
        @Nullable Matrix weights,
    @Schema(description = "The weighted average of the values, a row for each query.")
        @Nullable Matrix context,
    @Schema(description = "The logarithm of each softmax denominator, in nats.")
        @Nullable Numbers lse,
    @Schema(description = "Weight · value for each query and key; they add up to the context.")
        @Nullable List<Matrix> contributions,
    @Nullable List<Explanation> explanation,
    @Nullable List<Diagnosis> diagnosis) {

  /// Nothing but a context.
  static StageTables ofContext(@Nullable Matrix context) {
    return new StageTables(null, null, null, null, context, null, null, null, null);
  }
}
