package attention.service;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key, named by its word (every place where it stands) or by its position from 0.
///
/// @param word the word, or nothing
/// @param position the position, or nothing
@Schema(
    description = "A word (every place where it stands), or a position from 0.",
    oneOf = {String.class, Integer.class})
public record KeyName(@Nullable String word, @Nullable Integer position) {

  /// Reads a word.
  @JsonCreator
  static KeyName of(String word) {
    return new KeyName(word, null);
  }

  /// Reads a position.
  @JsonCreator
  static KeyName of(int position) {
    return new KeyName(null, position);
  }

  /// Gives what was read.
  @JsonValue
  Object json() {
    if (word != null) {
      return word;
    }
    return position == null ? "" : position;
  }
}
