package attention.telemetry;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What operators see of requests. All of it is there from the start, and no client can add to it.
@Component
class RequestMetrics {

  private static final Duration[] BOUNDS = {
    Duration.ofNanos(100_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final Operations operations;
  private final MeterRegistry registry;
  private final Map<Kind, Timer> requests = new HashMap<>();
  private final Map<String, Timer> answers = new HashMap<>();
  private final Map<Phase, Timer> phases = new EnumMap<>(Phase.class);
  private final Counter multiplyAdds;
  private final Counter received;
  private final Counter sent;

  RequestMetrics(Operations operations, MeterRegistry registry) {
    this.operations = operations;
    this.registry = registry;
    for (Phase phase : Phase.values()) {
      Timer timer =
          Timer.builder("attention.phase")
              .description("Time of requests by what it is spent on")
              .tag("phase", phase.label())
              .serviceLevelObjectives(BOUNDS)
              .register(registry);
      phases.put(phase, timer);
    }
    this.multiplyAdds =
        Counter.builder("attention.multiply.adds")
            .description("Multiply-adds of what was computed, about")
            .register(registry);
    this.received = bytes("attention.received", "Bytes of bodies, as they came");
    this.sent = bytes("attention.sent", "Bytes of answers without their heads");
  }

  private Counter bytes(String name, String description) {
    return Counter.builder(name).description(description).baseUnit("bytes").register(registry);
  }

  @PostConstruct
  void registerRequests() {
    for (String operation : operations.all()) {
      for (Outcome outcome : Outcome.values()) {
        Timer timer =
            Timer.builder("attention.requests")
                .description("Requests, from their head to the last byte of their answer")
                .tag("operation", operation)
                .tag("outcome", outcome.label())
                .register(registry);
        requests.put(new Kind(operation, outcome), timer);
      }
      answers.put(
          operation,
          Timer.builder("attention.answers")
              .description("Those of the requests that were answered as asked")
              .tag("operation", operation)
              .serviceLevelObjectives(BOUNDS)
              .register(registry));
    }
  }

  /// Counts a request that has ended.
  void add(String operation, Outcome outcome, Costs costs) {
    long total = 0;
    for (Phase phase : Phase.values()) {
      long nanos = costs.nanos(phase);
      total += nanos;
      record(phases.get(phase), nanos);
    }
    record(requests.get(new Kind(operation, outcome)), total);
    if (outcome == Outcome.SUCCESS) {
      record(answers.get(operation), total);
    }
    multiplyAdds.increment(costs.multiplyAdds());
    received.increment((double) costs.received());
    sent.increment((double) costs.sent());
  }

  private static void record(@Nullable Timer timer, long nanos) {
    requireNonNull(timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private record Kind(String operation, Outcome outcome) {}
}
