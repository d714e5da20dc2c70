package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was computed for all queries: the stages that were asked for.
///
/// @param words the words of self-attention
/// @param queries instead of them: the words that look
/// @param keys instead of them: the words that are looked at
/// @param options how it was computed
/// @param scores `(L, S)`
/// @param capped `(L, S)`
/// @param logits `(L, S)`; `-Infinity` for a hidden key
/// @param weights `(L, S)`
/// @param context `(L, Ev)`
/// @param lse `(L)`
/// @param contributions `(L, S, Ev)`
/// @param explanation one for each query
/// @param diagnosis one for each query
/// @param view how people want to see it; not part of the JSON
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The stages that were asked for; a row for each query.")
public record AttentionAnswer(
    @Nullable List<String> words,
    @Nullable List<String> queries,
    @Nullable List<String> keys,
    Options options,
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
    @Nullable List<Diagnosis> diagnosis,
    @JsonIgnore View view) {

  /// The words that look.
  public List<String> queryWords() {
    return queries != null ? queries : words != null ? words : List.of();
  }

  /// The words that are looked at.
  public List<String> keyWords() {
    return keys != null ? keys : words != null ? words : List.of();
  }
}
