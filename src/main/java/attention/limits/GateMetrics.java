package attention.limits;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// What the gate tells an operator. All of it is there from the start.
@Component
class GateMetrics implements MeterBinder {

  private final Gate gate;

  GateMetrics(Gate gate) {
    this.gate = gate;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("attention.in.flight", gate, Gate::inFlight)
        .description("Requests that are computed")
        .register(registry);
    Gauge.builder("attention.queued", gate, Gate::queued)
        .description("Large requests that wait to be computed")
        .register(registry);
    Gauge.builder("attention.work.backlog", gate, Gate::backlogSeconds)
        .description("How long the processors will need for what was let in, writing included")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("attention.memory.reserved", gate, Gate::memoryTaken)
        .description("What large requests hold of the heap")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("attention.memory.budget", gate, Gate::memory)
        .description("What large requests may hold of the heap")
        .baseUnit("bytes")
        .register(registry);
    count("attention.refused", "reason", "memory", Gate::refusedForMemory, registry);
    count("attention.refused", "reason", "queue", Gate::refusedForTime, registry);
    count("attention.cancelled", "by", "deadline", Gate::deadlines, registry);
    count("attention.cancelled", "by", "client", Gate::departures, registry);
  }

  private void count(
      String name, String tag, String value, ToDoubleFunction<Gate> count, MeterRegistry registry) {
    FunctionCounter.builder(name, gate, count)
        .description(name.endsWith("refused") ? "Requests refused" : "Requests given up")
        .tag(tag, value)
        .register(registry);
  }
}
