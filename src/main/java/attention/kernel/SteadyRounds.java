package attention.kernel;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Runs the same work again and again, until it looks as if Java has compiled it.
///
/// What counts is the time that this thread computed. The time on the clock says nothing on a busy
/// machine, where other threads come between.
public final class SteadyRounds {

  // More than it takes until Java compiles what runs several times in a round, its thresholds
  // trebled: code that waits for that is steady, too.
  private static final int ROUNDS = 1_000;
  private static final double STEADY = 5; // a round may take so many times the shortest one before

  private SteadyRounds() {}

  /// Returns once many rounds in a row took about as long as the shortest one, or time is up.
  ///
  /// @param round the work, the same each time
  /// @param atLeast what this thread computes in any case: code that is not compiled at all is
  ///   steady, too
  /// @param atMost when time is up, on the clock
  public static void run(Runnable round, Duration atLeast, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    long start = computed();
    long before = start;
    long shortest = Long.MAX_VALUE;
    int steady = 0;
    while ((steady < ROUNDS || before - start < atLeast.toNanos()) && System.nanoTime() < end) {
      round.run();
      long after = computed();
      long took = Math.max(1, after - before); // some clocks are coarse
      boolean isSteady = took < STEADY * shortest && shortest < STEADY * took;
      shortest = Math.min(shortest, took);
      steady = isSteady ? steady + 1 : 0;
      before = after;
    }
  }

  /// Nanoseconds that this thread has computed so far.
  private static long computed() {
    var threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
