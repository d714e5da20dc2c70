package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result over the keys of all parts.
///
/// @param context `(L, Ev)`; of several heads side by side
/// @param lse `(L)`, in nats
/// @param shares `(L, parts)`
/// @param heads instead of `lse` and `shares`, where the parts have heads
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The result over the keys of all parts.")
public record MergeAnswer(
    @Schema(description = "A row for each query; the heads side by side.") Matrix context,
    @Schema(description = "The logarithm of each softmax denominator, in nats.")
        @Nullable Numbers lse,
    @Schema(
            description =
                "A row for each query, a number for each part: what share of the attention went"
                    + " there. Weights of a part, times its share, are the weights of the whole.")
        @Nullable Matrix shares,
    @Schema(description = "Where the parts have heads: each by itself.")
        @Nullable List<MergedHead> heads) {

  /// One head of the result.
  ///
  /// @param context `(L, Ev)`
  /// @param lse `(L)`
  /// @param shares `(L, parts)`
  public record MergedHead(Matrix context, Numbers lse, Matrix shares) {}
}
