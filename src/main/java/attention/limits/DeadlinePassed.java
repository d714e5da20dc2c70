package attention.limits;

import java.time.Duration;

/// A request that was worked on for as long as its deadline allows.
public final class DeadlinePassed extends RuntimeException {

  private static final long serialVersionUID = 1;

  DeadlinePassed(Duration deadline) {
    super(
        "The answer was not ready within %d ms, the least of X-Request-Timeout and the setting attention.limits.deadline."
            .formatted(deadline.toMillis()));
  }
}
