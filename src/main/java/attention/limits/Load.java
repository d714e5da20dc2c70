package attention.limits;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// What the processors have to do for requests that were let in: computing, and writing the answer,
/// which may take far longer. More than can be done soon is not begun, so that what was begun is
/// finished.
///
/// Work is counted in multiply-adds. How many of them are done in a second is learnt from requests
/// that have ended: while one was there, as much was done as was pending (Little 1961, A proof for
/// the queuing formula L = λW). One request for each processor is let in whatever it takes.
final class Load {

  /// Below this, work is done before it is counted: the fourth part of a millisecond.
  private static final double SMALL = 5e6;

  // To write what a byte of results stands for takes the time of so many multiply-adds.
  private static final double WRITING = 20;

  // Multiply-adds a second of one processor before anything is learnt.
  private static final double FIRST_RATE = 4e9;
  private static final double SMOOTHING = 0.1;

  // However slow requests were: while Java compiles they are, and soon will not be any more.
  private static final double LEAST_RATE = 2e9;

  // How much of the longest wait may be pending. All that has begun shares the processors, and
  // whoever is refused or small waits for a turn between them.
  private static final double BACKLOG = 0.15;

  private final WorkLimits limits;
  private final LongAdder pending = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile double rate;

  Load(WorkLimits limits) {
    this.limits = limits;
    rate = FIRST_RATE * limits.running();
  }

  /// Lets a request in.
  ///
  /// @param multiplyAdds what its computation takes
  /// @param bytes of its results, all of which will be written
  /// @param isIn whether this is more work of one that was let in already
  /// @return what to give to [#leave]; 0 for one that is too small to count
  /// @throws Busy if there is more to do than can be done soon
  long enter(double multiplyAdds, double bytes, boolean isIn) {
    double work = multiplyAdds + WRITING * bytes;
    if (work <= SMALL) {
      return 0;
    }
    if (!isIn) {
      requireRoom();
    }
    pending.add((long) work);
    requests.increment();
    return (long) work;
  }

  /// Refuses a request before anything is done for it, if it would be refused later.
  ///
  /// @throws Busy if there is more to do than can be done soon
  void requireRoom() {
    double seconds = secondsPending();
    if (requests.sum() >= limits.running()
        && seconds > BACKLOG * limits.maxWait().toNanos() / 1e9) {
      refused.increment();
      throw new Busy(Duration.ofMillis((long) (1e3 * seconds)));
    }
  }

  /// Forgets a request that has ended, or that waits for its client from now on.
  ///
  /// @param work what [#enter] gave for it; more than once, if it was let in more than once
  /// @param times how often it was let in with work to count
  void leave(long work, int times) {
    pending.add(-work);
    requests.add(-times);
  }

  /// Learns from a request that has ended as it should.
  ///
  /// @param pending what was pending meanwhile, its own work included
  /// @param nanos how long it took since it was let in
  void learn(double pending, long nanos) {
    double old = rate; // one of two who measure at the same time may be lost
    double learnt = old + SMOOTHING * (1e9 * pending / Math.max(1, nanos) - old);
    rate = Math.max(learnt, LEAST_RATE * limits.running());
  }

  /// What was let in and has not ended.
  long pending() {
    return pending.sum();
  }

  /// How long the processors will be busy with what was let in.
  double secondsPending() {
    return pending.sum() / rate;
  }

  /// How many were refused.
  long refused() {
    return refused.sum();
  }
}
