package attention.kernel;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Runs fast code again and again, until Java has compiled it: until it takes about the same time
/// round after round, and less than the plain code that it is to replace.
///
/// What counts is the time that this thread computed. The time on the clock says nothing on a busy
/// machine, where other threads come between.
public final class SteadyRounds {

  // More than it takes until Java compiles what runs several times in a round, its thresholds
  // trebled: code that waits for that is steady, too.
  private static final int ROUNDS = 1_000;
  private static final double STEADY = 5; // a round may take so many times the shortest one before
  private static final int COMPARED = 100; // rounds of each
  private static final Duration PAUSE = Duration.ofMillis(500); // in which Java may compile

  private SteadyRounds() {}

  /// Returns once rounds are steady and faster than the plain ones, or time is up.
  ///
  /// @param round the work, the same each time
  /// @param plain the same work by the code that runs meanwhile
  /// @param atMost when time is up, on the clock
  /// @return whether they are faster
  public static boolean run(Runnable round, Runnable plain, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (becomeSteady(round, end)) {
      if (computing(round) < computing(plain)) {
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  /// Tells whether rounds became steady before the time was up.
  private static boolean becomeSteady(Runnable round, long end) {
    long before = computed();
    long shortest = Long.MAX_VALUE;
    int steady = 0;
    while (steady < ROUNDS) {
      if (System.nanoTime() > end) {
        return false;
      }
      round.run();
      long after = computed();
      long took = Math.max(1, after - before); // some clocks are coarse
      boolean isSteady = took < STEADY * shortest && shortest < STEADY * took;
      shortest = Math.min(shortest, took);
      steady = isSteady ? steady + 1 : 0;
      before = after;
    }
    return true;
  }

  private static long computing(Runnable round) {
    long start = computed();
    for (int n = 0; n < COMPARED; n++) {
      round.run();
    }
    return computed() - start;
  }

  /// Nanoseconds that this thread has computed so far.
  private static long computed() {
    var threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
