package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was computed for one query.
///
/// @param query the word that looks
/// @param position where it stands among the queries, from 0
/// @param words the words of self-attention
/// @param keys instead of them: the words that are looked at
/// @param options how it was computed; in answers that hold several stages
/// @param scores `(S)`
/// @param capped `(S)`
/// @param logits `(S)`; `-Infinity` for a hidden key
/// @param weights `(S)`
/// @param context `(Ev)`
/// @param lse the logarithm of the softmax denominator, in nats
/// @param contributions `(S, Ev)`
/// @param view how people want to see it; not part of the JSON
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The stages that were asked for, for one query.")
public record QueryAnswer(
    @Schema(example = "love") String query,
    @Schema(example = "1") int position,
    @Nullable List<String> words,
    @Nullable List<String> keys,
    @Nullable Options options,
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
    @Nullable Diagnosis diagnosis,
    @JsonIgnore View view) {

  /// The words that are looked at.
  public List<String> keyWords() {
    return keys != null ? keys : words != null ? words : List.of();
  }
}
