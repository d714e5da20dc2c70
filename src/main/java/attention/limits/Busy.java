package attention.limits;

import java.time.Duration;

/// A request that does not fit right now.
public final class Busy extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// What there is too little of.
  public enum Reason {
    /// Room for bodies or results.
    MEMORY,
    /// Time of processors: others wait already, or for too long.
    QUEUE
  }

  private final Reason reason;
  private final Duration retryAfter;

  /// Refuses a request.
  ///
  /// @param retryAfter when there should be room again
  Busy(Reason reason, Duration retryAfter) {
    super(
        "There is more to do than fits right now. Try again after %d s."
            .formatted(seconds(retryAfter)));
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /// What there is too little of.
  Reason reason() {
    return reason;
  }

  /// When to try again, in whole seconds, at least 1.
  public long retryAfterSeconds() {
    return seconds(retryAfter);
  }

  private static long seconds(Duration time) {
    return Math.max(1, time.plusMillis(999).toSeconds());
  }
}
