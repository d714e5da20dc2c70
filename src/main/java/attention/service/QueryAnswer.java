package attention.service;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
/// @param skipped words of the sentence that were left out, if there are any
/// @param stages what was asked for; with several heads or an output projection the final context
///   alone
/// @param heads with several heads or an output projection: what was asked for, for each head
/// @param view how people want to see it; not part of the JSON
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The stages that were asked for, for one query.")
public record QueryAnswer(
    @Schema(example = "love") String query,
    @Schema(example = "1") int position,
    @Nullable List<String> words,
    @Nullable List<String> keys,
    @Nullable Options options,
    @Schema(description = "The words of the sentence that were left out, if there are any.")
        @Nullable List<SkippedWord> skipped,
    @JsonUnwrapped StageRows stages,
    @Schema(description = "With several heads or an output projection: the stages of each head.")
        @Nullable List<StageRows> heads,
    @JsonIgnore View view) {

  /// The words that are looked at.
  public List<String> keyWords() {
    return keys != null ? keys : words != null ? words : List.of();
  }
}
