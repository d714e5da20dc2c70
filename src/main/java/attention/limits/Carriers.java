package attention.limits;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import jdk.management.VirtualThreadSchedulerMXBean;

/// The threads of the operating system that carry the virtual ones.
///
/// Small requests need hardly more of them than there are processors: with more, the thread that
/// compiles gets so little of a processor that a service under load from its start on takes twice
/// as long until it is fast. A request that is not small keeps its carrier until it has been read,
/// computed and written. So it brings one of its own, and small ones need not wait for it.
final class Carriers {

  private static final int MOST_PER_PROCESSOR = 4;

  private final IntConsumer scheduler;
  private final int least;
  private final int most;
  private int brought;

  /// Sets how many there are.
  ///
  /// @param scheduler is told how many there shall be from now on
  /// @param least for small requests
  /// @param most in all
  Carriers(IntConsumer scheduler, int least, int most) {
    this.scheduler = scheduler;
    this.least = least;
    this.most = most;
    scheduler.accept(least);
  }

  /// The carriers of this Java: one more than processors, or as many as were asked for when it was
  /// started, and enough for all large requests that are computed at a time.
  static Carriers ofJava(WorkLimits limits) {
    var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    int processors = Runtime.getRuntime().availableProcessors();
    int least = Math.max(processors + 1, scheduler.getParallelism());
    int most = Math.max(MOST_PER_PROCESSOR * processors, processors + limits.running());
    return new Carriers(scheduler::setParallelism, least, Math.max(least, most));
  }

  /// Adds one for a request that is not small, if there are not enough.
  synchronized void bring() {
    brought++;
    tell();
  }

  /// Takes it away again.
  synchronized void takeAway() {
    brought--;
    tell();
  }

  private void tell() {
    scheduler.accept(Math.min(most, least + brought));
  }
}
