package attention.service;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request, and what another program makes of it.
///
/// @param request what was asked there
/// @param candidate what came out
/// @param tolerance of differences in relation to the size of a row, instead of the usual one
@Schema(description = "A request, and what another program makes of it.")
public record CompareRequest(
    @JsonUnwrapped AttentionRequest request,
    @Nullable Candidate candidate,
    @Schema(
            description =
                "How large a difference may be in relation to its row, instead of the usual"
                    + " tolerance of the precision.",
            minimum = "0")
        @Nullable Double tolerance) {

  /// What was computed elsewhere, as our own answers hold it: any of its members.
  ///
  /// @param heads with several heads or an output projection: what stands there for each head
  @Schema(
      description =
          "Any of the stages, as answers hold them; NaN and infinities are strings. With several"
              + " heads or an output projection, context is the final one.")
  public record Candidate(
      @Nullable List<Row> scores,
      @Nullable List<Row> capped,
      @Nullable List<Row> logits,
      @Nullable List<Row> weights,
      @Nullable List<Row> context,
      @Nullable Row lse,
      @Nullable List<CandidateHead> heads) {}

  /// What was computed elsewhere for one head.
  @Schema(description = "Any of the stages of one head.")
  public record CandidateHead(
      @Nullable List<Row> scores,
      @Nullable List<Row> capped,
      @Nullable List<Row> logits,
      @Nullable List<Row> weights,
      @Nullable List<Row> context,
      @Nullable Row lse) {}

  /// Numbers computed elsewhere, which may be anything.
  ///
  /// @param numbers any, `NaN` and infinities included
  public record Row(@JsonValue double[] numbers) {}
}
