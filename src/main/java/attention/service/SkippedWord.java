package attention.service;

import io.swagger.v3.oas.annotations.media.Schema;

/// A word of the sentence that was left out.
///
/// @param word as it stands there
/// @param position among the words of the sentence, from 0
@Schema(
    description = "A word of the sentence that was left out, because no vector is known for it.")
public record SkippedWord(
    @Schema(example = "xyzzy") String word, @Schema(example = "2") int position) {

  @Override
  public String toString() {
    return "\"%s\" (position %d)".formatted(word, position);
  }
}
