package attention.limits;

import java.time.Duration;

/// A request that does not fit right now.
public final class Busy extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long retryAfterSeconds;

  /// Refuses a request.
  ///
  /// @param retryAfter when there should be room again
  Busy(Duration retryAfter) {
    this(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
  }

  private Busy(long seconds) {
    // Without a stack trace, which would take longer than all the rest of a refusal.
    super(text(seconds), null, false, false);
    this.retryAfterSeconds = seconds;
  }

  private static String text(long seconds) {
    return "There is more to do than fits right now. Try again after " + seconds + " s.";
  }

  /// When to try again, in whole seconds, at least 1.
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
