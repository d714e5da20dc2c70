package attention.limits;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// What the processors have to do for requests that were let in: computing, and writing the answer,
/// which may take far longer. More than can be done soon is not begun, so that what was begun is
/// finished.
///
/// Work is counted in multiply-adds. How many of them are done in a second is learnt from requests
/// that have ended. They shared the processors with others then, so the more there are at a time,
/// the less is let in; one at least always is.
final class Load {

  /// Below this, work is done before it is counted: the fourth part of a millisecond.
  private static final double SMALL = 5e6;

  // To write what a byte of results stands for takes the time of so many multiply-adds.
  private static final double WRITING = 20;

  // Multiply-adds a second of one processor while Java has not compiled much yet, and nothing is
  // learnt.
  private static final double FIRST_RATE = 4e9;
  private static final double SMOOTHING = 0.1;

  private final WorkLimits limits;
  private final LongAdder pending = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile double rate = FIRST_RATE;

  Load(WorkLimits limits) {
    this.limits = limits;
  }

  /// Lets a request in.
  ///
  /// @param multiplyAdds what its computation takes
  /// @param bytes of its results, all of which will be written
  /// @return what to give to [#leave]; 0 for one that is too small to count
  /// @throws Busy if there is more to do than can be done soon
  long enter(double multiplyAdds, double bytes) {
    double work = multiplyAdds + WRITING * bytes;
    if (work <= SMALL) {
      return 0;
    }
    requireRoom();
    pending.add((long) work);
    return (long) work;
  }

  /// Refuses a request before anything is done for it, if it would be refused later.
  ///
  /// @throws Busy if there is more to do than can be done soon
  void requireRoom() {
    double seconds = secondsPending();
    if (seconds > limits.maxWait().toNanos() / 1e9) {
      refused.increment();
      throw new Busy(Duration.ofMillis((long) (1e3 * seconds)));
    }
  }

  /// Forgets a request that has ended, or that waits for its client from now on.
  ///
  /// @param work what [#enter] gave for it
  void leave(long work) {
    pending.add(-work);
  }

  /// Learns from a request that has ended as it should.
  ///
  /// @param work what [#enter] gave for it, more than 0
  /// @param nanos how long it took
  void learn(long work, long nanos) {
    double old = rate; // one of two who measure at the same time may be lost
    rate = old + SMOOTHING * (1e9 * work / Math.max(1, nanos) - old);
  }

  /// How long the processors will be busy with what was let in.
  double secondsPending() {
    return pending.sum() / (rate * limits.running());
  }

  /// How many were refused.
  long refused() {
    return refused.sum();
  }
}
