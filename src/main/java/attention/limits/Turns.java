package attention.limits;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A few places to compute, which large requests take in turn.
final class Turns {

  // How often one that must wait anyhow looks whether anybody still waits for it.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final WorkLimits limits;
  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private final Load load;

  Turns(WorkLimits limits, Load load) {
    this.limits = limits;
    this.load = load;
    this.places = new Semaphore(limits.running(), true);
  }

  /// Computes something when it is its turn, if that comes soon.
  ///
  /// @param admission of the request
  /// @throws Busy if it would have to wait for too long, or too many wait
  <T extends @Nullable Object> T compute(Admission admission, Supplier<T> work) {
    if (waiting.get() >= limits.maxQueue() + places.availablePermits()) {
      throw refusal();
    }
    return inTurn(
        () -> {
          Duration rest = admission.rest();
          Duration most = rest.compareTo(limits.maxWait()) < 0 ? rest : limits.maxWait();
          if (!places.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            throw refusal();
          }
        },
        work);
  }

  /// Computes something when it is its turn, however long that takes.
  ///
  /// @param admission of the request, whose deadline counts
  <T extends @Nullable Object> T computeAnyhow(Admission admission, Supplier<T> work) {
    return inTurn(
        () -> {
          while (!places.tryAcquire(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
            admission.checkpoint();
          }
        },
        work);
  }

  /// Waits for a place.
  private interface Wait {
    void forPlace() throws InterruptedException;
  }

  private <T extends @Nullable Object> T inTurn(Wait wait, Supplier<T> work) {
    waiting.incrementAndGet();
    try {
      wait.forPlace();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refusal();
    } finally {
      waiting.decrementAndGet();
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private Busy refusal() {
    refused.increment();
    return new Busy(Duration.ofMillis((long) (1e3 * load.secondsPending())));
  }

  /// How many wait.
  int waiting() {
    return waiting.get();
  }

  /// How many were refused.
  long refused() {
    return refused.sum();
  }
}
