package attention.service;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was computed for all queries.
///
/// @param words the words of self-attention
/// @param queries instead of them: the words that look
/// @param keys instead of them: the words that are looked at
/// @param options how it was computed
/// @param skipped words of the sentence that were left out, if there are any
/// @param stages what was asked for; with several heads or an output projection the final context
///   alone
/// @param heads with several heads or an output projection: what was asked for, for each head
/// @param view how people want to see it; not part of the JSON
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The stages that were asked for; a row for each query.")
public record AttentionAnswer(
    @Nullable List<String> words,
    @Nullable List<String> queries,
    @Nullable List<String> keys,
    Options options,
    @Schema(description = "The words of the sentence that were left out, if there are any.")
        @Nullable List<SkippedWord> skipped,
    @JsonUnwrapped StageTables stages,
    @Schema(description = "With several heads or an output projection: the stages of each head.")
        @Nullable List<StageTables> heads,
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
