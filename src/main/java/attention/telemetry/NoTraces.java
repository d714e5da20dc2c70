package attention.telemetry;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Has nothing traced where no traces are exported, so that requests need not pay for them.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "management.tracing.export.enabled", havingValue = false)
class NoTraces {

  @Bean
  Tracer tracer() {
    return Tracer.NOOP;
  }

  @Bean
  Propagator propagator() {
    return Propagator.NOOP;
  }
}
