package attention.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether numbers computed elsewhere are right, and if not, why.
///
/// @param agrees whether every difference is allowed
/// @param summary the same in words
/// @param tolerance how large a difference may be in relation to its row
/// @param stages how far each stage is off
/// @param causes conventions that reproduce the numbers, the best first
/// @param options how the reference was computed
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whether numbers computed elsewhere are right, and if not, why.")
public record CompareAnswer(
    @Schema(description = "Whether every difference is allowed.") boolean agrees,
    @Schema(description = "The same in words, with the worst place and the best explanation.")
        String summary,
    @Schema(
            description =
                "How large a difference may be in relation to its size: for weights and contexts"
                    + " the largest number of the row, for the others the number itself, or 1 where"
                    + " that is larger.")
        double tolerance,
    List<StageError> stages,
    @Schema(
            description =
                "Conventions that reproduce the candidate, the best first; empty where it agrees or"
                    + " where nothing known reproduces it.")
        List<ConventionsFound> causes,
    Options options) {

  /// How far a stage is off.
  ///
  /// @param stage which
  /// @param agrees whether every difference is allowed
  /// @param absolute the largest difference
  /// @param relative the largest difference in relation to the expected number
  /// @param ulps the largest difference in units in the last place
  /// @param worst where it is off most, in relation to what is allowed
  /// @param rows `(L)`, the largest difference of each query
  @Schema(description = "How far a stage is off; a difference to NaN or an infinity is infinite.")
  public record StageError(
      @Schema(example = "context") String stage,
      boolean agrees,
      @Schema(description = "The largest difference.") double absolute,
      @Schema(description = "The largest difference in relation to the expected number.")
          double relative,
      @Schema(description = "The largest difference in units in the last place of the precision.")
          double ulps,
      WorstCell worst,
      @Schema(description = "The largest difference of each query.") double[] rows) {}

  /// A number that is off.
  ///
  /// @param head which head, where there are several
  /// @param query the word that looks
  /// @param queryPosition where it stands
  /// @param key the word that is looked at; not for a context
  /// @param keyPosition where it stands
  /// @param dimension which number of the context, from 0
  /// @param expected what it should be
  /// @param actual what it is
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(description = "The number that is off most.")
  public record WorstCell(
      @Nullable Integer head,
      String query,
      int queryPosition,
      @Nullable String key,
      @Nullable Integer keyPosition,
      @Schema(description = "Which number of the context, from 0.") @Nullable Integer dimension,
      double expected,
      double actual) {}

  /// Conventions that together reproduce the candidate.
  ///
  /// @param conventions one or two
  /// @param error the largest difference that is left
  @Schema(description = "Conventions that together reproduce the candidate.")
  public record ConventionsFound(
      List<ConventionFound> conventions,
      @Schema(description = "The largest difference that is left.") double error) {}

  /// One of these conventions.
  ///
  /// @param name for programs
  /// @param meaning what the other side does
  /// @param hint what to change
  public record ConventionFound(
      @Schema(description = "For programs; never changes.", example = "scale-auto") String name,
      @Schema(description = "What is done there.") String meaning,
      @Schema(description = "What to change.") String hint) {}
}
