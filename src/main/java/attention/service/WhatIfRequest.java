package attention.service;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request, and what should be otherwise.
///
/// @param request as it is
/// @param change what is changed
@Schema(description = "A request, and what should be otherwise.")
public record WhatIfRequest(@JsonUnwrapped AttentionRequest request, @Nullable Change change) {

  /// What should be otherwise; at least one member.
  ///
  /// @param hide keys that nobody sees any more
  /// @param without options that the request has and that are taken away
  /// @param options those that are named replace those of the request
  /// @param vectors words that get other vectors
  @Schema(description = "What should be otherwise; at least one member.")
  public record Change(
      @Schema(description = "Words or positions that nobody sees any more.")
          @Nullable List<KeyName> hide,
      @Schema(description = "Options of the request that are taken away: the dialect's count then.")
          @Nullable List<OptionName> without,
      @Schema(description = "Options that are named replace those of the request.")
          @Nullable Options options,
      @Schema(description = "Words that get another vector.") @Nullable List<NewVector> vectors) {}

  /// Another vector for a word.
  ///
  /// @param list where the word stands: `words` (the default), `queries`, `keys` or `values`
  /// @param word which; every place where it stands, or one position
  /// @param vector its new vector
  @Schema(description = "Another vector for a word, at every place where it stands.")
  public record NewVector(
      @Schema(
              description = "The list in which the word stands.",
              defaultValue = "words",
              allowableValues = {"words", "queries", "keys", "values"})
          @Nullable String list,
      @Nullable KeyName word,
      double @Nullable [] vector) {}
}
