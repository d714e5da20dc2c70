package attention.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// What one request has taken so far. It is noted where the work is done, by the thread of the
/// request, and told where the answer leaves: in its headers and in the metrics.
public final class Costs {

  /// What a request spends time on, in this order.
  public enum Phase {
    /// Reading the body and making sense of it.
    PARSE,
    /// Waiting to be let in.
    WAIT,
    /// Computing attention.
    COMPUTE,
    /// Turning numbers into the bytes of the answer, and sending them.
    WRITE
  }

  private static final ScopedValue<Costs> CURRENT = ScopedValue.newInstance();

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private double multiplyAdds;

  /// Runs something with costs of its own, which [#current] gives there.
  ///
  /// @throws Exception what it throws
  public <T> T during(Callable<T> work) throws Exception {
    return ScopedValue.where(CURRENT, this).call(work::call);
  }

  /// The costs of the request that this thread answers; outside of one, costs that nobody reads.
  public static Costs current() {
    return CURRENT.isBound() ? CURRENT.get() : new Costs();
  }

  /// Adds to the time spent on something.
  public void add(Phase phase, long nanoseconds) {
    nanos.merge(phase, nanoseconds, Long::sum);
  }

  /// Adds to the multiply-adds computed.
  public void addMultiplyAdds(double count) {
    multiplyAdds += count;
  }

  /// Tells the time spent on something, in nanoseconds.
  public long nanos(Phase phase) {
    return nanos.getOrDefault(phase, 0L);
  }

  /// Tells how many multiply-adds were computed.
  public double multiplyAdds() {
    return multiplyAdds;
  }
}
