package attention.kernel;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Runs fast code in turns with the plain code that it is to replace, until Java has compiled it:
/// until it needs less time in nearly every turn.
///
/// What counts is the time that this thread computed. The time on the clock says nothing on a busy
/// machine, where other threads come between; and as even this one is sometimes wrong by the time
/// of many rounds, no single turn decides.
public final class FasterRounds {

  // Together more than it takes until Java compiles what runs several times in a round, its
  // thresholds trebled.
  private static final int TURNS = 50;
  private static final int ROUNDS = 20; // in a turn

  private static final int PLAIN = 4; // rounds of a turn for one of plain code, which takes long
  private static final int MOST_LOST = 5;
  private static final int CLOCK = 10; // times as long as it may compute
  private static final Duration PAUSE = Duration.ofMillis(200); // in which Java may compile

  private FasterRounds() {}

  /// Returns once the fast code is faster, or time is up: on the clock after ten times as long, for
  /// a machine that is busy, or rounds that take next to nothing.
  ///
  /// @param fast a round of work, the same each time
  /// @param plain the same work by the code that runs meanwhile
  /// @param atMost how long this thread computes at most
  /// @return whether it is faster
  public static boolean run(Runnable fast, Runnable plain, Duration atMost) {
    long end = computed() + atMost.toNanos();
    long start = System.nanoTime();
    BooleanSupplier timeIsUp =
        () -> computed() > end || System.nanoTime() - start > CLOCK * atMost.toNanos();
    while (!winsNearlyAlways(fast, plain, timeIsUp)) {
      if (timeIsUp.getAsBoolean()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private static boolean winsNearlyAlways(Runnable fast, Runnable plain, BooleanSupplier timeIsUp) {
    int won = 0;
    int lost = 0;
    while (won + lost < TURNS && lost <= MOST_LOST) {
      if (timeIsUp.getAsBoolean()) {
        return false;
      }
      long difference = PLAIN * computing(plain, ROUNDS / PLAIN) - computing(fast, ROUNDS);
      if (difference > 0) {
        won++;
      } else if (difference < 0) { // some clocks are so coarse that both took no time
        lost++;
      }
    }
    return lost <= MOST_LOST;
  }

  private static long computing(Runnable round, int times) {
    long start = computed();
    for (int n = 0; n < times; n++) {
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
