package attention.comparison;

import java.util.List;

/// What a comparison comes to.
///
/// @param deviations one for each table of the candidate
/// @param causes what reproduces the candidate, the best first; empty where it is right, or where
///   nothing known reproduces it
public record Verdict(List<Deviation> deviations, List<Cause> causes) {

  /// Tells whether the candidate is right as far as is asked for.
  public boolean agrees() {
    return deviations.stream().allMatch(Deviation::isAllowed);
  }
}
