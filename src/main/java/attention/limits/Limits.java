package attention.limits;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// The limits in force, each a setting below `attention.limits`.
///
/// @param maxBody bytes of a request, as received and again as decompressed
/// @param maxWords words, queries, keys or values in one list
/// @param maxDimensions numbers in one vector
/// @param maxWordLength characters of one word
/// @param maxNesting how deep a request may nest lists and objects
/// @param maxNumberLength characters of one number
/// @param maxResponse bytes of an answer in one document, estimated before anything is computed
/// @param maxPicture cells of a picture
@Validated
@ConfigurationProperties("attention.limits")
public record Limits(
    @NotNull @DefaultValue("64MB") DataSize maxBody,
    @Min(1) @DefaultValue("16384") int maxWords,
    @Min(1) @DefaultValue("8192") int maxDimensions,
    @Min(1) @DefaultValue("256") int maxWordLength,
    @Min(4) @DefaultValue("16") int maxNesting,
    @Min(32) @DefaultValue("1000") int maxNumberLength,
    @NotNull @DefaultValue("256MB") DataSize maxResponse,
    @Min(1) @DefaultValue("262144") int maxPicture) {

  /// One limit, as `GET /api/v1/info` shows it.
  ///
  /// @param setting the setting that raises it
  /// @param value its value
  /// @param unit what the value counts
  public record Limit(String setting, long value, String unit) {}

  /// All limits, in the order of the documentation.
  public List<Limit> all() {
    return List.of(
        limit("max-body", maxBody.toBytes(), "bytes"),
        limit("max-words", maxWords, "words"),
        limit("max-dimensions", maxDimensions, "numbers"),
        limit("max-word-length", maxWordLength, "characters"),
        limit("max-nesting", maxNesting, "levels"),
        limit("max-number-length", maxNumberLength, "characters"),
        limit("max-response", maxResponse.toBytes(), "bytes"),
        limit("max-picture", maxPicture, "cells"));
  }

  /// Refuses an answer that would be too large for one document.
  ///
  /// @param bytes how large the answer is expected to be
  /// @throws OverLimit if that is more than allowed
  public void requireResponse(double bytes) {
    if (bytes > maxResponse.toBytes()) {
      throw new OverLimit(
          "answer", (long) bytes, "bytes", setting("max-response"), maxResponse.toBytes());
    }
  }

  /// Refuses a picture that would be too large.
  ///
  /// @param cells how many it would have
  /// @throws OverLimit if that is more than allowed
  public void requirePicture(long cells) {
    if (cells > maxPicture) {
      throw new OverLimit("picture", cells, "cells", setting("max-picture"), maxPicture);
    }
  }

  /// Refuses projections that would make far more numbers than the request has.
  ///
  /// @param bytes what the projected vectors take
  /// @throws OverLimit if that is more than an answer may have
  public void requireProjected(double bytes) {
    if (bytes > maxResponse.toBytes()) {
      throw new OverLimit(
          "result of the projections",
          (long) bytes,
          "bytes",
          setting("max-response"),
          maxResponse.toBytes());
    }
  }

  /// Refuses a body that is too large.
  ///
  /// @param bytes how many bytes it has at least
  /// @throws OverLimit if that is more than allowed
  public void requireBody(long bytes) {
    if (bytes > maxBody.toBytes()) {
      throw new OverLimit("body", bytes, "bytes", setting("max-body"), maxBody.toBytes());
    }
  }

  private static Limit limit(String name, long value, String unit) {
    return new Limit(setting(name), value, unit);
  }

  private static String setting(String name) {
    return "attention.limits." + name;
  }
}
