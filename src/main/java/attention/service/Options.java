package attention.service;

import attention.core.EmptyRows;
import attention.core.Precision;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/// How to compute. In a request what is absent is the dialect's; an answer says every option as it
/// was used, and its options sent back give the same answer.
///
/// @param dialect the conventions
/// @param scale what each product of query and key is multiplied by
/// @param temperature divides the scores
/// @param softcap bounds the scores
/// @param bias is added to the scores
/// @param causal whether to hide later keys, in addition to the mask
/// @param mask says which keys take part
/// @param sinks one more logit for each head
/// @param precision how precisely to compute
/// @param rope turns queries and keys by their positions
/// @param emptyRows what the weights of a query are that sees no key
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Options(
    @Schema(
            description = "The conventions for everything that is absent.",
            defaultValue = "tutorial")
        @Nullable Dialect dialect,
    @Valid @Nullable Scale scale,
    @Positive @Schema(description = "Divides the scores.", defaultValue = "1")
        @Nullable Double temperature,
    @Positive @Schema(description = "Bounds the scores: c·tanh(scores/c), before bias and mask.")
        @Nullable Double softcap,
    @Valid @Nullable BiasOption bias,
    @Schema(description = "Short for the causal mask of the dialect, in addition to mask.")
        @Nullable Boolean causal,
    @Valid @Nullable MaskOption mask,
    @Schema(
            description =
                "One more logit a head, which takes weight and gives nothing: the weights of a row"
                    + " then add up to less than 1.")
        double @Nullable [] sinks,
    @Schema(
            description = "How precisely to compute.",
            defaultValue = "float32",
            allowableValues = {"float32", "float64"})
        @Nullable Precision precision,
    @Valid @Nullable RopeOption rope,
    @Schema(
            description =
                "What the weights of a query are that sees no key; the dialect's where absent.",
            allowableValues = {"zero", "mean", "nan"})
        @Nullable EmptyRows emptyRows) {

  /// Nothing said: everything is the dialect's.
  static final Options NONE =
      new Options(null, null, null, null, null, null, null, null, null, null, null);
}
