package attention.core;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Measures contestants in turns.
///
/// A round times some calls of each, a tenth of a second or so, and begins with another one than
/// the round before. So those of one round have met the same machine, and their ratios are worth
/// more than their times.
public final class Race {

  private static final int ROUNDS = 51; // odd, so that the median is one of them
  private static final int WARM_UP_TURNS = 10;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Contestant contestant;
  private final double[] seconds = new double[ROUNDS];
  private long calls = 1;
  private long threadNanos;
  private long processNanos;

  private Race(Contestant contestant) {
    this.contestant = contestant;
  }

  /// Measures contestants.
  ///
  /// @param each how long each warms up, and then how long it is measured, about; at least one call
  ///   a round
  /// @return in the order of the contestants
  public static List<Timing> run(List<Contestant> contestants, Duration each) {
    List<Race> runners = contestants.stream().map(Race::new).toList();
    for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
      for (Race runner : runners) {
        runner.warmUp(each.dividedBy(WARM_UP_TURNS), each.dividedBy(ROUNDS));
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int n = 0; n < runners.size(); n++) {
        runners.get((round + n) % runners.size()).measure(round);
      }
    }
    var timings = new ArrayList<Timing>();
    for (Race runner : runners) {
      double threads = (double) runner.processNanos / runner.threadNanos;
      timings.add(new Timing(runner.contestant, runner.seconds, threads));
    }
    return timings;
  }

  /// Warms up and learns how many calls make a round.
  private void warmUp(Duration turn, Duration round) {
    long start = System.nanoTime();
    long nanos;
    long done = 0;
    long next = 1;
    do {
      call(contestant.call(), next);
      done += next;
      nanos = System.nanoTime() - start;
      next = Math.max(1, Math.min(done, (turn.toNanos() - nanos) * done / nanos));
    } while (nanos < turn.toNanos());
    calls = Math.max(1, round.toNanos() * done / nanos);
  }

  private void measure(int round) {
    long process = PROCESS.getProcessCpuTime();
    long thread = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    call(contestant.call(), calls);
    seconds[round] = 1e-9 * (System.nanoTime() - start) / calls;
    threadNanos += THREADS.getCurrentThreadCpuTime() - thread;
    processNanos += PROCESS.getProcessCpuTime() - process;
  }

  /// One loop for all contestants: it calls too many of them to be compiled together with one.
  private static void call(Supplier<Object> call, long times) {
    int nothing = 0;
    for (long n = 0; n < times; n++) {
      nothing += call.get() instanceof Contestant ? 1 : 0;
    }
    if (nothing != 0) {
      throw new IllegalStateException("a contestant computes contestants");
    }
  }
}
