package attention.telemetry;

import java.util.EnumMap;
import java.util.Map;

/// What one request has taken so far. The thread that answers it notes each change where it
/// happens; headers and metrics are made of it.
public final class Costs {

  private static final ScopedValue<Costs> CURRENT = ScopedValue.newInstance();

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase phase = Phase.PARSE;
  private long since = System.nanoTime();
  private double multiplyAdds;
  private long received;
  private long sent;

  /// The costs of the request that this thread answers; outside of one, costs that nobody reads.
  public static Costs current() {
    return CURRENT.isBound() ? CURRENT.get() : new Costs();
  }

  /// Does something whose costs these are.
  ///
  /// @throws X what it throws
  <X extends Throwable> void during(Step<X> step) throws X {
    ScopedValue.where(CURRENT, this)
        .call(
            () -> {
              step.run();
              return 0;
            });
  }

  /// Something to do.
  @FunctionalInterface
  interface Step<X extends Throwable> {

    /// Does it.
    void run() throws X;
  }

  /// Ends one phase and begins another, which may have been there before.
  public void enter(Phase next) {
    long now = System.nanoTime();
    nanos.merge(phase, now - since, Long::sum);
    since = now;
    phase = next;
  }

  /// Adds what is computed.
  public void addMultiplyAdds(double count) {
    multiplyAdds += count;
  }

  /// Adds bytes of the body, as they came.
  void addReceived(long bytes) {
    received += bytes;
  }

  /// Adds bytes of the answer, as they left.
  void addSent(long bytes) {
    sent += bytes;
  }

  /// The present phase.
  Phase phase() {
    return phase;
  }

  /// The time spent on something until now, in nanoseconds.
  long nanos(Phase asked) {
    return nanos.getOrDefault(asked, 0L) + (asked == phase ? System.nanoTime() - since : 0);
  }

  double multiplyAdds() {
    return multiplyAdds;
  }

  long received() {
    return received;
  }

  long sent() {
    return sent;
  }
}
