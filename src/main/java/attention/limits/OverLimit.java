package attention.limits;

/// A request that can never fit: its body or its answer is over a limit.
public final class OverLimit extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Names the limit.
  ///
  /// @param what what is too large
  /// @param actual how many bytes it has at least
  /// @param setting the setting that raises the limit
  /// @param limit how many bytes are allowed
  OverLimit(String what, long actual, String setting, long limit) {
    super(
        "The %s has at least %,d bytes, the limit is %,d (setting %s)."
            .formatted(what, actual, limit, setting));
  }
}
