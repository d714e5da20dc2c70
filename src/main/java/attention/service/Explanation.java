package attention.service;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The result for one query in words.
///
/// @param summary where the attention of the query goes
/// @param workings how each score comes about, one for each key
/// @param shares how each weight comes about: the exponential of the logit, divided by the sum of
///   the row; one for each key
/// @param top the keys of largest weight, the largest first
/// @param note what a weight does not say
@Schema(description = "The result for one query in words; the same request gives the same words.")
public record Explanation(
    @Schema(
            description = "Where the attention of the query goes.",
            example =
                "love pays attention to itself 29.5%, cozy 28.6%, windows 23.2% and Cats 18.8%.")
        String summary,
    @Schema(
            description = "How each score comes about, one for each key.",
            example = "[\"0.4×0.1 + 0.5×0.2 + 0.6×0.3 = 0.32\"]")
        List<String> workings,
    @Schema(
            description =
                "How each weight comes about, one for each key: the exponential of its logit (less"
                    + " the largest, where they are large) divided by the sum of all.",
            example = "[\"e^0.32 ÷ 7.332 = 18.8%\"]")
        List<String> shares,
    @Schema(description = "The keys of largest weight, the largest first.") List<Share> top,
    @Schema(description = "What a weight does not say.") String note) {

  /// What stands beside every explanation.
  static final String NOTE =
      "A weight is the share that is taken of a value, not how important the word is: a large share"
          + " of a short value gives little. What each word gives is its contribution, weight ×"
          + " value.";

  /// The weight of a key, and how long its contribution is.
  ///
  /// @param contribution the length of weight × value
  public record Share(
      String word,
      int position,
      Number weight,
      @Schema(description = "The length of weight × value.") Number contribution) {}
}
