package attention.service;

import attention.core.Matrix;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Both results, and what lies between them.
///
/// @param before as it is
/// @param after as it would be
/// @param difference after minus before
/// @param changes for each query in words
@Schema(description = "Both results, and what lies between them.")
public record WhatIfAnswer(
    @Schema(description = "As it is.") AttentionAnswer before,
    @Schema(description = "As it would be.") AttentionAnswer after,
    Difference difference,
    @Schema(description = "What it means for each query.") List<QueryChange> changes) {

  /// After minus before.
  ///
  /// @param weights `(L, S)`; with several heads their mean
  /// @param context `(L, Ev)`, of all heads
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(description = "After minus before; weights of several heads are averaged.")
  public record Difference(Matrix weights, @Nullable Matrix context) {}

  /// What it means for a query.
  ///
  /// @param query the word that looks
  /// @param position where it stands
  /// @param gained the key whose weight grew most; nothing where none grew
  /// @param lost the key whose weight shrank most; nothing where none shrank
  /// @param moved how far the context moved, as a length
  /// @param summary the same in words
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record QueryChange(
      String query,
      int position,
      @Nullable WeightChange gained,
      @Nullable WeightChange lost,
      @Schema(description = "How far the context moved, as a length.") double moved,
      @Schema(
              example =
                  "love: windows gains most, from 23.2% to 28.5%; Cats loses most, from 18.8% to"
                      + " 0%.")
          String summary) {}

  /// The weight of a key, before and after.
  public record WeightChange(String word, int position, double before, double after) {}
}
