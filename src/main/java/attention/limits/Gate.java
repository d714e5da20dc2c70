package attention.limits;

import attention.telemetry.Costs;
import attention.telemetry.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Lets work in by what it costs.
///
/// Small requests always get in: what they hold is bounded by the number of connections, and they
/// are done before anybody could wait. A large one first takes room for its results, then a place
/// to compute; for each it waits a short time. Whoever computes waits for nothing, so that the
/// queue moves.
@Component
public final class Gate {

  /// Below this, work is done in less time than it takes to manage it: some milliseconds.
  static final double SMALL_WORK = 1e8;

  /// Below this, memory is not counted.
  static final long SMALL_MEMORY = 64 << 10;

  // How much of the memory is for bodies; the rest is for results.
  private static final double FOR_BODIES = 0.4;

  // The text, up to half as many numbers in 12 bytes each of the worst texts, and a copy while it
  // grows.
  private static final int BODY_FACTOR = 5;

  // Shorter bodies are read even if there is more to do than can be done soon.
  private static final int SMALL_BODY = 8 << 10;

  private final WorkLimits limits;
  private final Load load;
  private final Room bodies;
  private final Room results;
  private final Turns turns;
  private final Carriers carriers;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder deadlines = new LongAdder();
  private final LongAdder departures = new LongAdder();

  /// Makes a gate, before the carriers of this Java.
  @Autowired
  public Gate(WorkLimits limits) {
    this(limits, Carriers.ofJava(limits));
  }

  /// Makes a gate before some carriers.
  Gate(WorkLimits limits, Carriers carriers) {
    this.limits = limits;
    long memory = limits.memory();
    long forBodies = (long) (FOR_BODIES * memory);
    this.bodies = new Room("memory that the body takes", forBodies);
    this.results = new Room("memory that the results take", memory - forBodies);
    this.load = new Load(limits);
    this.turns = new Turns(limits, load);
    this.carriers = carriers;
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
    if (admission == null) {
      return work.apply(() -> {});
    }
    Costs.current().enter(Phase.WAIT);
    admission.holdWork(multiplyAdds, bytes);
    if (bytes > SMALL_MEMORY) {
      admission.holdResults((long) bytes, limits.maxWait());
    }
    return multiplyAdds <= SMALL_WORK
        ? counted(multiplyAdds, admission, work)
        : turns.compute(admission, () -> counted(multiplyAdds, admission, work));
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
    Costs.current().enter(Phase.WAIT);
    return multiplyAdds <= SMALL_WORK
        ? counted(multiplyAdds, admission, work)
        : turns.computeAnyhow(admission, () -> counted(multiplyAdds, admission, work));
  }

  private <T extends @Nullable Object> T counted(
      double multiplyAdds, Admission admission, Function<Runnable, T> work) {
    Costs costs = Costs.current();
    costs.enter(Phase.COMPUTE);
    inFlight.incrementAndGet();
    try {
      T result = work.apply(admission::checkpoint);
      costs.addMultiplyAdds(multiplyAdds);
      admission.noteComputed();
      return result;
    } finally {
      inFlight.decrementAndGet();
      costs.enter(Phase.WRITE);
    }
  }

  /// Does something as soon as the current request has been answered; never, if it is not.
  public void afterAnswer(Runnable task) {
    Admission admission = Admission.current();
    if (admission != null) {
      admission.afterAnswer(task);
    }
  }

  // ---- requests

  /// Begins a request.
  ///
  /// @param bodyLength bytes of its body; -1 if unknown
  /// @param asked how long the caller would wait at most
  /// @param isClientGone tells whether nobody waits for the answer any more
  /// @throws OverLimit if the body will never fit
  /// @throws Busy if the body does not fit now, or there is more to do than can be done soon
  Admission open(long bodyLength, Duration asked, BooleanSupplier isClientGone) {
    if (bodyLength > SMALL_BODY) {
      load.requireRoom();
    }
    bodies.requireFree(memoryOfBody(bodyLength));
    Duration deadline = asked.compareTo(limits.deadline()) < 0 ? asked : limits.deadline();
    return new Admission(load, bodies, results, carriers, deadline, isClientGone);
  }

  /// What a body takes of the heap: its bytes, the numbers in them in both precisions, and what is
  /// needed to get there. Short bodies do not count.
  static long memoryOfBody(long length) {
    return length * BODY_FACTOR <= SMALL_MEMORY ? 0 : length * BODY_FACTOR;
  }

  /// Ends a request.
  void close(Admission admission) {
    switch (admission.ended()) {
      case DeadlinePassed _ -> deadlines.increment();
      case ClientGone _ -> departures.increment();
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
      part.noteAnswered();
    } finally {
      close(part);
    }
  }

  // ---- for the metrics

  int inFlight() {
    return inFlight.get();
  }

  int queued() {
    return turns.waiting();
  }

  double backlogSeconds() {
    return load.secondsPending();
  }

  long memoryTaken() {
    return bodies.taken() + results.taken();
  }

  long memory() {
    return limits.memory();
  }

  long refusedForMemory() {
    return bodies.refused() + results.refused();
  }

  long refusedForTime() {
    return load.refused() + turns.refused();
  }

  long deadlines() {
    return deadlines.sum();
  }

  long departures() {
    return departures.sum();
  }
}
