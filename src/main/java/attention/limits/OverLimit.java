package attention.limits;

/// A request that can never fit: its body, its answer or its picture is over a limit.
public final class OverLimit extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Names the limit.
  ///
  /// @param what what is too large
  /// @param actual how many it has at least
  /// @param unit what is counted, for example bytes
  /// @param setting the setting that raises the limit
  /// @param limit how many are allowed
  OverLimit(String what, long actual, String unit, String setting, long limit) {
    super(
        "The %s has at least %,d %s, the limit is %,d (setting %s)."
            .formatted(what, actual, unit, limit, setting));
  }
}
