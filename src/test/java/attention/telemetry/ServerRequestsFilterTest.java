package attention.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;

/// The metric is the one that Spring's own filter makes of the same requests.
class ServerRequestsFilterTest {

  private final MeterRegistry ours = new SimpleMeterRegistry();
  private final MeterRegistry springs = new SimpleMeterRegistry();
  private final Filter filter = new ServerRequestsFilter(ours);
  private final Filter springsFilter = new ServerHttpObservationFilter(observing(springs));

  private static ObservationRegistry observing(MeterRegistry registry) {
    ObservationRegistry observations = ObservationRegistry.create();
    observations
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(registry));
    return observations;
  }

  @Test
  void itsTagsAreSprings() throws ServletException, IOException {
    for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "get", "FOO", ""}) {
      for (int status : new int[] {200, 204, 302, 400, 404, 413, 500, 503, 799}) {
        answer(method, "/api/v1/attention/{query}", status);
        answer(method, null, status);
      }
    }

    assertThat(counts(ours)).hasSizeGreaterThan(50).isEqualTo(counts(springs));
  }

  @Test
  void whatFailsIsToldByItsName() {
    for (Exception failure :
        new Exception[] {
          new IllegalStateException("broken"), new IOException("gone"), new ServletException("why")
        }) {
      assertThatThrownBy(() -> pass("POST", "/api", failing(failure))).isSameAs(failure);
    }

    assertThat(counts(ours)).hasSize(3).isEqualTo(counts(springs));
    assertThat(counts(ours).keySet())
        .allMatch(tags -> tags.contains("status=500"))
        .anyMatch(tags -> tags.contains("exception=IllegalStateException"));
  }

  @Test
  void methodsOfAClientsOwnAddNothing() throws ServletException, IOException {
    for (int n = 0; n < 100; n++) {
      answer("METHOD" + n, null, 405);
    }

    assertThat(counts(ours)).hasSize(1).containsValue(100L);
    // The registry would find the same timer for each of many keys.
    assertThat((Map<?, ?>) ReflectionTestUtils.getField(filter, "timers")).hasSize(1);
  }

  @Test
  void itTellsHowLongRequestsTake() throws ServletException, IOException {
    pass("POST", "/api", (_, _) -> sleep(30));

    Timer timer = ours.get("http.server.requests").timer();
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isBetween(30.0, 3e4);
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void answer(String method, @Nullable String pattern, int status)
      throws ServletException, IOException {
    pass(method, pattern, (_, response) -> ((HttpServletResponse) response).setStatus(status));
  }

  private static FilterChain failing(Exception failure) {
    return (_, _) -> {
      switch (failure) {
        case ServletException servlet -> throw servlet;
        case IOException io -> throw io;
        default -> throw (RuntimeException) failure;
      }
    };
  }

  /// Has both filters see the same.
  private void pass(String method, @Nullable String pattern, FilterChain chain)
      throws ServletException, IOException {
    Exception thrown = null;
    for (Filter one : new Filter[] {springsFilter, filter}) {
      try {
        one.doFilter(
            new MockHttpServletRequest(method, "/"),
            new MockHttpServletResponse(),
            (request, response) -> {
              note(pattern, (HttpServletRequest) request);
              chain.doFilter(request, response);
            });
      } catch (ServletException | IOException | RuntimeException failure) {
        thrown = failure;
      }
    }
    switch (thrown) {
      case null -> {}
      case ServletException servlet -> throw servlet;
      case IOException io -> throw io;
      default -> throw (RuntimeException) thrown;
    }
  }

  /// Notes which pattern the path fits, as Spring's mappings do.
  private static void note(@Nullable String pattern, HttpServletRequest request) {
    if (pattern != null) {
      request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
      ServerHttpObservationFilter.findObservationContext(request)
          .ifPresent(context -> context.setPathPattern(pattern));
    }
  }

  /// How many requests there were, by their tags.
  private static Map<String, Long> counts(MeterRegistry registry) {
    var counts = new TreeMap<String, Long>();
    for (Timer timer : registry.get("http.server.requests").timers()) {
      var tags = new TreeMap<String, String>();
      timer.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
      counts.put(tags.toString(), timer.count());
    }
    return counts;
  }
}
