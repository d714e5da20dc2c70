package attention.limits;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How much is worked on at once, each a setting below `attention.limits`.
///
/// @param maxMemory what large requests hold of the heap, all together; three fifths of it if not
///   set
/// @param maxWork multiply-adds of one request
/// @param maxRunning how many large requests are computed at a time; as many as there are
///   processors if 0
/// @param maxQueue how many large requests wait for that
/// @param maxWait how long a request waits before it is refused
/// @param deadline how long a request is worked on; a caller may ask for less
@Validated
@ConfigurationProperties("attention.limits")
public record WorkLimits(
    @Nullable DataSize maxMemory,
    @Min(1) @DefaultValue("2000000000000") long maxWork,
    @Min(0) @DefaultValue("0") int maxRunning,
    @Min(0) @DefaultValue("64") int maxQueue,
    @NotNull @DefaultValue("1s") Duration maxWait,
    @NotNull @DefaultValue("60s") Duration deadline) {

  /// All of them as they are used, in the order of the documentation.
  public List<Limits.Limit> all() {
    return List.of(
        limit("max-memory", memory(), "bytes"),
        limit("max-work", maxWork, "multiply-adds"),
        limit("max-running", running(), "requests"),
        limit("max-queue", maxQueue, "requests"),
        limit("max-wait", maxWait.toMillis(), "milliseconds"),
        limit("deadline", deadline.toMillis(), "milliseconds"));
  }

  /// Bytes that large requests hold at most.
  long memory() {
    return maxMemory == null ? Runtime.getRuntime().maxMemory() / 5 * 3 : maxMemory.toBytes();
  }

  /// How many large requests are computed at a time.
  int running() {
    return maxRunning > 0 ? maxRunning : Runtime.getRuntime().availableProcessors();
  }

  private static Limits.Limit limit(String name, long value, String unit) {
    return new Limits.Limit("attention.limits." + name, value, unit);
  }
}
