package attention.limits;

import java.time.Duration;
import java.util.function.Supplier;

/// Watches how fast a client sends or reads, by the bytes that passed and the time that the service
/// waited for them. Time that the service computes is no fault of the client's.
final class Pace {

  private static final double NANOS = 1e9;

  private final long bytesPerSecond;
  private final Supplier<Duration> grace;
  private long bytes;
  private long waited;

  /// Watches from now on.
  ///
  /// @param bytesPerSecond what is fast enough
  /// @param grace how long may be waited before the rate counts
  Pace(long bytesPerSecond, Supplier<Duration> grace) {
    this.bytesPerSecond = bytesPerSecond;
    this.grace = grace;
  }

  /// Notes what passed.
  ///
  /// @param count how many bytes
  /// @param nanos how long the service waited for it
  void add(long count, long nanos) {
    bytes += count;
    waited += nanos;
  }

  /// Tells whether the client is too slow to be waited for any longer.
  boolean tooSlow() {
    return waited > grace.get().toNanos() && bytes < waited / NANOS * bytesPerSecond;
  }
}
