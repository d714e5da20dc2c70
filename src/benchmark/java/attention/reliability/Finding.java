package attention.reliability;

/// A row of the table: what was measured, beside its goal.
///
/// @param what was measured
/// @param measured the figure, with its unit
/// @param goal what it should be; empty where it only explains another row
/// @param verdict whether it is
record Finding(String what, String measured, String goal, Verdict verdict) {

  enum Verdict {
    /// What must never happen did not.
    PROVED("yes"),
    /// What must never happen did: the run fails.
    BROKEN("**NO**"),
    /// A figure as good as its goal.
    REACHED("reached"),
    /// A figure worse than its goal. It may be better on another machine: the run does not fail.
    MISSED("not reached"),
    /// A figure without a goal.
    TOLD("");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }
  }

  /// A count of what must never happen.
  static Finding never(String what, long count) {
    return proof(what, "%,d".formatted(count), "0", count == 0);
  }

  /// Something that must be so.
  static Finding must(String what, boolean holds) {
    return proof(what, holds ? "yes" : "no", "yes", holds);
  }

  /// Something that must hold on any machine.
  static Finding proof(String what, String measured, String goal, boolean holds) {
    return new Finding(what, measured, goal, holds ? Verdict.PROVED : Verdict.BROKEN);
  }

  /// A figure of this machine.
  static Finding figure(String what, String measured, String goal, boolean reached) {
    return new Finding(what, measured, goal, reached ? Verdict.REACHED : Verdict.MISSED);
  }

  /// A figure that explains others.
  static Finding told(String what, String measured) {
    return new Finding(what, measured, "", Verdict.TOLD);
  }

  /// The row, below the columns scenario, what, measured, goal and verdict.
  String row(String scenario) {
    return "| %s | %s | %s | %s | %s |".formatted(scenario, what, measured, goal, verdict.text);
  }
}
