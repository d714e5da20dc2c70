package attention.telemetry;

import attention.servlet.RequestFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/// Keeps `http.server.requests`, the metric that every Spring Boot service has, with the tags that
/// Spring gives it. Spring's own filter makes an observation of each request, as traces need it,
/// which takes an eighth of the processors' time of a small one; it is there only with traces.
@Component
@ConditionalOnBooleanProperty(name = ObservedIfTraced.SETTING, havingValue = false)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ServerRequestsFilter implements RequestFilter {

  /// What the tags depend on. The service itself bounds how many there are: a method is one of
  /// HTTP's, and a pattern one of ours.
  private record Kind(
      @Nullable String method,
      @Nullable Object pattern,
      int status,
      @Nullable Class<? extends Throwable> failure) {}

  private static final String NAME = "http.server.requests";

  private final DefaultServerRequestObservationConvention convention =
      new DefaultServerRequestObservationConvention();
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
  private final MeterRegistry registry;

  ServerRequestsFilter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    Throwable failure = null;
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException thrown) {
      failure = thrown;
      response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.value()); // as the server will say
      throw thrown;
    } finally {
      timer(request, response, failure).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  private Timer timer(
      HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    Class<? extends Throwable> type = failure == null ? null : failure.getClass();
    var kind = new Kind(known(request.getMethod()), pattern, response.getStatus(), type);
    Timer timer = timers.get(kind);
    return timer != null
        ? timer
        : timers.computeIfAbsent(kind, _ -> register(request, response, pattern, failure));
  }

  private static @Nullable String known(String method) {
    for (HttpMethod one : HttpMethod.values()) {
      if (one.matches(method)) {
        return method;
      }
    }
    return null;
  }

  private Timer register(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object pattern,
      @Nullable Throwable failure) {
    var context = new ServerRequestObservationContext(request, response);
    if (pattern != null) {
      context.setPathPattern(pattern.toString());
    }
    if (failure != null) {
      context.setError(failure);
    }
    var tags =
        convention.getLowCardinalityKeyValues(context).stream()
            .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
            .toList();
    return Timer.builder(NAME)
        .tags(tags)
        .tag("error", failure == null ? "none" : failure.getClass().getSimpleName())
        .register(registry);
  }
}
