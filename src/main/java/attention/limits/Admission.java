package attention.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What one request holds while it is answered, and how long it may go on.
final class Admission implements AutoCloseable {

  // How often the connection is looked at, which is a call of the system.
  private static final long PAUSE = Duration.ofMillis(2).toNanos();

  /// Work this short keeps the processor: to give it away and get it back would cost more.
  static final long SHORT = Duration.ofMillis(1).toNanos();

  private static final ScopedValue<Admission> CURRENT = ScopedValue.newInstance();

  private final Load load;
  private final Room bodies;
  private final Room results;
  private final Carriers carriers;
  private final Duration deadline;
  private final BooleanSupplier isClientGone;
  private volatile long start = System.nanoTime();
  private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + PAUSE);
  private volatile @Nullable RuntimeException end;
  private long bodyBytes;
  private long resultBytes;
  private long work;
  private int times; // that work was let in
  private long letInAt;
  private long pendingThen;
  private boolean isComputed;
  private boolean hasCarrier;
  private Runnable afterAnswer = () -> {};

  /// Begins with nothing.
  ///
  /// @param load where work is counted
  /// @param bodies where room for the body is taken
  /// @param results where room for results is taken
  /// @param carriers where one of its own comes from, if it is not small
  /// @param deadline how long the request may be worked on
  /// @param isClientGone asked by one thread at a time
  Admission(
      Load load,
      Room bodies,
      Room results,
      Carriers carriers,
      Duration deadline,
      BooleanSupplier isClientGone) {
    this.load = load;
    this.bodies = bodies;
    this.results = results;
    this.carriers = carriers;
    this.deadline = deadline;
    this.isClientGone = isClientGone;
  }

  /// The admission of the request that this thread answers; nothing outside of one.
  static @Nullable Admission current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /// Tells whether this thread answers a request whose body has taken so much room, or more.
  static boolean hasTakenForBody(long bytes) {
    return CURRENT.isBound() && CURRENT.get().bodyBytes >= bytes;
  }

  /// Does something as part of this request.
  ///
  /// @throws X what it throws
  <T extends @Nullable Object, X extends Throwable> T during(
      ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /// A part of the request, which holds things of its own and has the whole deadline for itself.
  Admission part() {
    return new Admission(load, bodies, results, carriers, deadline, isClientGone);
  }

  /// Ends the work of a request that nobody waits for any more, and once it has taken a while lets
  /// others have the processor for a moment. Any thread may ask, as often as it likes.
  ///
  /// @throws DeadlinePassed if the time is up
  /// @throws ClientGone if the client has closed its side of the connection
  void checkpoint() {
    RuntimeException ended = end;
    if (ended != null) {
      throw ended;
    }
    if (System.nanoTime() - start > SHORT) {
      letOthers();
    }
    long now = System.nanoTime();
    if (now - start > deadline.toNanos()) {
      throw end(new DeadlinePassed(deadline));
    }
    long look = nextLook.get();
    if (now - look >= 0 && nextLook.compareAndSet(look, Long.MAX_VALUE / 2 + now)) {
      boolean isGone = isClientGone.getAsBoolean();
      nextLook.set(now + PAUSE);
      if (isGone) {
        throw end(new ClientGone());
      }
    }
  }

  /// Lets others have the processor for a moment: a virtual thread would keep its place for as long
  /// as it computes or writes.
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: small requests are faster by it
  static void letOthers() {
    Thread.yield();
  }

  private RuntimeException end(RuntimeException reason) {
    end = reason;
    return reason;
  }

  /// Begins the time anew, for the next piece of an answer that the client reads as it likes.
  void renew() {
    start = System.nanoTime();
  }

  /// Why the work ended early, if it did.
  @Nullable RuntimeException ended() {
    return end;
  }

  /// How long the request may still be worked on.
  Duration rest() {
    return deadline.minusNanos(System.nanoTime() - start);
  }

  /// Takes room for a body as it comes.
  ///
  /// @param bytes of memory in all so far
  /// @throws Busy if there is none
  void holdBody(long bytes) {
    bodies.take(bytes - bodyBytes);
    bodyBytes = bytes;
    bringCarrier(bytes);
  }

  /// Lets work in.
  ///
  /// @param multiplyAdds what it takes
  /// @param bytes of its results
  /// @throws Busy if there is more to do than can be done soon
  void holdWork(double multiplyAdds, double bytes) {
    long more = load.enter(multiplyAdds, bytes, times > 0);
    work += more;
    times += more > 0 ? 1 : 0;
    bringCarrier(more);
    letInAt = System.nanoTime();
    pendingThen = load.pending();
  }

  private void bringCarrier(long counted) {
    if (counted > 0 && !hasCarrier) {
      hasCarrier = true;
      carriers.bring();
    }
  }

  /// Notes that what was let in has been computed.
  void noteComputed() {
    isComputed = true;
  }

  /// Does something once the answer has been written.
  void afterAnswer(Runnable task) {
    Runnable before = afterAnswer;
    afterAnswer =
        () -> {
          before.run();
          task.run();
        };
  }

  /// Notes that the answer has been written, which tells how long such work takes.
  void noteAnswered() {
    afterAnswer.run();
    if (isComputed && work > 0) {
      double pending = 0.5 * (pendingThen + load.pending());
      load.learn(pending, System.nanoTime() - letInAt);
    }
  }

  /// Notes that the client is waited for: what is left to do takes hardly any of the processors.
  void waitForClient() {
    load.leave(work, times);
    work = 0;
    times = 0;
  }

  /// Takes room for results.
  ///
  /// @param most how long to wait for it
  /// @throws Busy if there is none in time
  void holdResults(long bytes, Duration most) {
    results.await(bytes, most, this::checkpoint);
    resultBytes += bytes;
  }

  @Override
  public void close() {
    load.leave(work, times);
    work = 0;
    times = 0;
    bodies.giveBack(bodyBytes);
    results.giveBack(resultBytes);
    bodyBytes = 0;
    resultBytes = 0;
    if (hasCarrier) {
      hasCarrier = false;
      carriers.takeAway();
    }
  }
}
