package attention.service;

import attention.core.Precision;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results over disjoint keys, to put together.
///
/// @param parts one or more, in any order
/// @param precision of the result
/// @param decimals to how many decimals the numbers of the answer are rounded
@Schema(description = "Results over disjoint keys, as answers with context and lse hold them.")
public record MergeRequest(
    @Schema(description = "In any order; the answer has the same bits in each.")
        @Nullable List<Part> parts,
    @Schema(
            description = "Of the numbers, and of the answer.",
            defaultValue = "float32",
            allowableValues = {"float32", "float64"})
        @Nullable Precision precision,
    @Schema(description = "Rounds the numbers of the answer, 0 to 17.")
        @Nullable Integer decimals) {

  /// What came out for some of the keys: `context` and `lse`, or these of each head.
  ///
  /// @param context `(L, Ev)`
  /// @param lse `(L)`, in nats; `-Infinity` for a query that sees none of these keys
  /// @param heads instead of both: the same for each head
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MergePart")
  public record Part(
      @Schema(description = "A row for each query.") @Nullable List<double[]> context,
      @Schema(description = "A number for each query; \"-Infinity\" where it sees no key.")
          double @Nullable [] lse,
      @Schema(description = "Instead of context and lse: those of each head.")
          @Nullable List<MergeHead> heads) {}

  /// One head of a part.
  ///
  /// @param context `(L, Ev)`
  /// @param lse `(L)`
  public record MergeHead(
      @Schema(description = "A row for each query.") @Nullable List<double[]> context,
      @Schema(description = "A number for each query; \"-Infinity\" where it sees no key.")
          double @Nullable [] lse) {}
}
