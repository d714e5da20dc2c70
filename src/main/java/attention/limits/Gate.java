package attention.limits;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets work in by what it costs.
///
/// Small requests always get in: what they hold is bounded by the number of connections, and they
/// are done before anybody could wait. A large one first takes room for its results, then one of a
/// few places to compute; for both it waits a short time, in a short queue, in turn. Whoever
/// computes waits for nothing, so that the queue moves.
@Component
public final class Gate {

  /// Below this, work is done in less time than it takes to manage it: some milliseconds.
  static final double SMALL_WORK = 1e8;

  /// Below this, memory is not counted.
  static final long SMALL_MEMORY = 64 << 10;

  // How much of the memory is for bodies; the rest is for results.
  private static final double FOR_BODIES = 0.4;

  // Until the first large request has been measured: multiply-adds a second.
  private static final double USUAL_RATE = 2e10;
  private static final double SMOOTHING = 0.2;

  // The text, up to half as many numbers in 12 bytes each of the worst texts, and a copy while it
  // grows.
  private static final int BODY_FACTOR = 5;

  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(10);

  private final WorkLimits limits;
  private final Room bodies;
  private final Room results;
  private final Semaphore places;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final DoubleAdder pending = new DoubleAdder();
  private volatile double rate = USUAL_RATE;
  private final Counts counts = new Counts();

  /// What happened, for the metrics.
  static final class Counts {
    final LongAdder noMemory = new LongAdder();
    final LongAdder queueFull = new LongAdder();
    final LongAdder deadlines = new LongAdder();
    final LongAdder departures = new LongAdder();
  }

  /// Makes a gate.
  public Gate(WorkLimits limits) {
    this.limits = limits;
    long memory = limits.memory();
    this.bodies = new Room("memory that the body takes", (long) (FOR_BODIES * memory));
    this.results = new Room("memory that the results take", memory - bodies.size());
    this.places = new Semaphore(limits.running(), true);
  }

  /// Computes something when it is its turn.
  ///
  /// @param multiplyAdds what it takes of the processors
  /// @param bytes what its results take of the heap until they are written
  /// @param work computes; takes a checkpoint that it must pass every few milliseconds
  /// @throws OverLimit if it will never fit
  /// @throws Busy if it does not fit now
  /// @throws DeadlinePassed if the time is up
  /// @throws ClientGone if nobody waits for it any more
  public <T extends @Nullable Object> T compute(
      double multiplyAdds, double bytes, Function<Runnable, T> work) {
    if (multiplyAdds > limits.maxWork()) {
      throw new OverLimit(
          "work",
          (long) multiplyAdds,
          "multiply-adds",
          "attention.limits.max-work",
          limits.maxWork());
    }
    results.requireFits(bytes);
    Admission admission = Admission.current();
    Runnable checkpoint = admission == null ? () -> {} : admission::checkpoint;
    if (admission == null || (multiplyAdds <= SMALL_WORK && bytes <= SMALL_MEMORY)) {
      return timed(multiplyAdds, checkpoint, work);
    }
    pending.add(multiplyAdds);
    try {
      admit(admission, multiplyAdds, (long) bytes);
      try {
        return timed(multiplyAdds, checkpoint, work);
      } finally {
        places.release();
      }
    } catch (Busy busy) {
      (busy.reason() == Busy.Reason.MEMORY ? counts.noMemory : counts.queueFull).increment();
      throw busy;
    } finally {
      pending.add(-multiplyAdds);
    }
  }

  /// Computes the next piece of an answer that has begun, which cannot be refused any more: it
  /// waits for its turn as long as its own deadline allows.
  ///
  /// @param multiplyAdds what it takes of the processors
  /// @param work computes; takes a checkpoint that it must pass every few milliseconds
  /// @throws DeadlinePassed if the time is up
  /// @throws ClientGone if nobody waits for it any more
  public <T extends @Nullable Object> T computeNext(
      double multiplyAdds, Function<Runnable, T> work) {
    Admission admission = Admission.current();
    if (admission == null) {
      return work.apply(() -> {});
    }
    admission.renew();
    if (multiplyAdds <= SMALL_WORK) {
      return timed(multiplyAdds, admission::checkpoint, work);
    }
    pending.add(multiplyAdds);
    try {
      while (!places.tryAcquire(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
        admission.checkpoint();
      }
      try {
        return timed(multiplyAdds, admission::checkpoint, work);
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refusal(Busy.Reason.QUEUE);
    } finally {
      pending.add(-multiplyAdds);
    }
  }

  private <T extends @Nullable Object> T timed(
      double multiplyAdds, Runnable checkpoint, Function<Runnable, T> work) {
    long start = System.nanoTime();
    inFlight.incrementAndGet();
    try {
      T result = work.apply(checkpoint);
      if (multiplyAdds > SMALL_WORK) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double old = rate; // one of two who measure at the same time may be lost
        rate = old + SMOOTHING * (multiplyAdds / seconds - old);
      }
      return result;
    } finally {
      inFlight.decrementAndGet();
    }
  }

  /// Takes room for the results and a place to compute.
  private void admit(Admission admission, double multiplyAdds, long bytes) {
    if (secondsBefore(multiplyAdds) > seconds(limits.maxWait())) {
      throw refusal(Busy.Reason.QUEUE);
    }
    boolean isFull = waiting.incrementAndGet() > limits.maxQueue() + places.availablePermits();
    try {
      if (isFull) {
        throw refusal(Busy.Reason.QUEUE);
      }
      long end = System.nanoTime() + shorter(limits.maxWait(), admission.rest()).toNanos();
      while (!admission.holdResults(bytes)) {
        if (System.nanoTime() > end) {
          throw refusal(Busy.Reason.MEMORY);
        }
        admission.checkpoint();
        Thread.sleep(LOOK);
      }
      if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw refusal(Busy.Reason.QUEUE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refusal(Busy.Reason.QUEUE);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /// How long the work will take that was let in, or waits, before some of it.
  private double secondsBefore(double multiplyAdds) {
    return Math.max(0, pending.sum() - multiplyAdds) / (rate * limits.running());
  }

  private Busy refusal(Busy.Reason reason) {
    return new Busy(reason, Duration.ofMillis((long) (1e3 * secondsBefore(0))));
  }

  // ---- requests

  /// Begins a request.
  ///
  /// @param bodyLength bytes of its body; -1 if unknown
  /// @param asked how long the caller would wait at most
  /// @param isClientGone tells whether nobody waits for the answer any more
  /// @throws OverLimit if the body will never fit
  /// @throws Busy if the body does not fit now
  Admission open(long bodyLength, Duration asked, BooleanSupplier isClientGone) {
    long memory = memoryOfBody(bodyLength);
    bodies.requireFits((double) memory);
    if (memory > bodies.size() - bodies.taken()) {
      counts.noMemory.increment();
      throw refusal(Busy.Reason.MEMORY);
    }
    return new Admission(bodies, results, shorter(asked, limits.deadline()), isClientGone);
  }

  /// What a body takes of the heap: its bytes, the numbers in them in both precisions, and what is
  /// needed to get there. Short bodies do not count.
  static long memoryOfBody(long length) {
    return length * BODY_FACTOR <= SMALL_MEMORY ? 0 : length * BODY_FACTOR;
  }

  /// Ends a request.
  void close(Admission admission) {
    switch (admission.ended()) {
      case DeadlinePassed _ -> counts.deadlines.increment();
      case ClientGone _ -> counts.departures.increment();
      case null, default -> {}
    }
    admission.close();
  }

  /// A step that may fail to read or write.
  @FunctionalInterface
  public interface Step {

    /// Does it.
    void run() throws IOException;
  }

  /// Does one of several parts of a request, which gives back what it holds when it is done.
  ///
  /// @throws IOException if it does
  public void part(Step step) throws IOException {
    Admission whole = Admission.current();
    if (whole == null) {
      step.run();
      return;
    }
    Admission part = whole.part();
    try {
      part.during(
          () -> {
            step.run();
            return null;
          });
    } finally {
      close(part);
    }
  }

  // ---- for the metrics

  Counts counts() {
    return counts;
  }

  int inFlight() {
    return inFlight.get();
  }

  int queued() {
    return waiting.get();
  }

  long memoryTaken() {
    return bodies.taken() + results.taken();
  }

  long memory() {
    return limits.memory();
  }

  /// How long the work that was let in, or waits, will take.
  double backlogSeconds() {
    return secondsBefore(0);
  }
}
