package attention.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Collectors;

/// What a problem is under the paths of the Open Inference Protocol, which has an error body of its
/// own and knows no status 422.
///
/// @param error what went wrong, every fault with its JSON pointer
@Schema(description = "What went wrong.")
public record InferenceError(
    @Schema(example = "/inputs/0/data has 3 elements, the shape has 4") String error) {

  private static final int UNPROCESSABLE = 422;
  private static final int BAD_REQUEST = 400;

  /// Tells whether a path belongs to the protocol.
  static boolean isSpokenAt(String path) {
    return path.equals("/v2") || path.startsWith("/v2/");
  }

  /// Gives the error for a problem.
  static InferenceError of(Problem problem) {
    List<Problem.Detail> faults = problem.errors();
    if (faults == null) {
      return new InferenceError(problem.detail());
    }
    String all =
        faults.stream()
            .map(fault -> (fault.pointer().substring(1) + " " + fault.detail()).trim())
            .collect(Collectors.joining("; "));
    Integer omitted = problem.errorsOmitted();
    return new InferenceError(omitted == null ? all : all + "; and %d more".formatted(omitted));
  }

  /// Gives the status for a problem.
  static int status(Problem problem) {
    return problem.status() == UNPROCESSABLE ? BAD_REQUEST : problem.status();
  }
}
