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

  // Until a first one has been measured: multiply-adds a second at one place.
  private static final double USUAL_RATE = 2e10;
  private static final double SMOOTHING = 0.2;

  // How often one that must wait anyhow looks whether anybody still waits for it.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final WorkLimits limits;
  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder pending = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile double rate = USUAL_RATE;

  Turns(WorkLimits limits) {
    this.limits = limits;
    this.places = new Semaphore(limits.running(), true);
  }

  /// Computes something when it is its turn, if that comes soon.
  ///
  /// @param multiplyAdds what it takes
  /// @param admission of the request
  /// @throws Busy if it would have to wait for too long, or too many wait
  <T extends @Nullable Object> T compute(long multiplyAdds, Admission admission, Supplier<T> work) {
    boolean isFull = waiting.get() >= limits.maxQueue() + places.availablePermits();
    if (isFull || secondsPending() > limits.maxWait().toNanos() / 1e9) {
      throw refusal();
    }
    return inTurn(
        multiplyAdds,
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
  /// @param multiplyAdds what it takes
  /// @param admission of the request, whose deadline counts
  <T extends @Nullable Object> T computeAnyhow(
      long multiplyAdds, Admission admission, Supplier<T> work) {
    return inTurn(
        multiplyAdds,
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

  private <T extends @Nullable Object> T inTurn(long multiplyAdds, Wait wait, Supplier<T> work) {
    pending.add(multiplyAdds);
    try {
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
        return measured(multiplyAdds, work);
      } finally {
        places.release();
      }
    } finally {
      pending.add(-multiplyAdds);
    }
  }

  /// Work that is given up says nothing about the pace.
  private <T extends @Nullable Object> T measured(long multiplyAdds, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    double old = rate; // one of two who measure at the same time may be lost
    rate = old + SMOOTHING * (multiplyAdds / seconds - old);
    return result;
  }

  private Busy refusal() {
    refused.increment();
    return new Busy(Duration.ofMillis((long) (1e3 * secondsPending())));
  }

  /// How many wait.
  int waiting() {
    return waiting.get();
  }

  /// How long the work will take that is computed now or waits.
  double secondsPending() {
    return pending.sum() / (rate * limits.running());
  }

  /// How many were refused.
  long refused() {
    return refused.sum();
  }
}
