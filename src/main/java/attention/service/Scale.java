package attention.service;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What each product of query and key is multiplied by.
///
/// @param value a finite number, or nothing for `1 / sqrt(E)`
/// @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017), section 3.2.1</a>
@Schema(
    description = "A number, or \"auto\" for 1/√(vector length).",
    oneOf = {Double.class, String.class},
    example = "1")
public record Scale(@JsonValue @Nullable Double value) {

  /// `1 / sqrt(E)`.
  static final Scale AUTO = new Scale(null);

  /// Reads a number.
  @JsonCreator
  static Scale of(double value) {
    return new Scale(value);
  }

  /// Reads the word `auto`.
  ///
  /// @throws IllegalArgumentException for any other word
  @JsonCreator
  static Scale of(String word) {
    if (!word.equals("auto")) {
      throw new IllegalArgumentException("must be a number or \"auto\"");
    }
    return new Scale(null);
  }

  /// Gives the number for vectors of a length.
  double resolve(int headSize) {
    return value == null ? 1 / Math.sqrt(headSize) : value;
  }
}
