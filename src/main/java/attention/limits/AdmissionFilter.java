package attention.limits;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Lets requests with a body in, as far as can be told before it is read, and takes back what they
/// held.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 9)
class AdmissionFilter implements RequestFilter {

  /// How long a caller waits at most: `200ms`, `2s`, or milliseconds.
  static final String TIMEOUT = "X-Request-Timeout";

  private final Gate gate;
  private final HandlerExceptionResolver problems;

  AdmissionFilter(Gate gate, HandlerExceptionResolver problems) {
    this.gate = gate;
    this.problems = problems;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!HttpMethod.POST.matches(request.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    Admission admission;
    try {
      admission =
          gate.open(
              request.getContentLengthLong(),
              timeout(request.getHeader(TIMEOUT)),
              new Departure(request)::hasHappened);
    } catch (OverLimit | Busy | ResponseStatusException refused) {
      problems.resolveException(request, response, null, refused);
      return;
    }
    try {
      admission.during(
          () -> {
            chain.doFilter(request, response);
            return null;
          });
      admission.noteAnswered();
    } catch (ServletException | IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      gate.close(admission);
    }
  }

  private static Duration timeout(@Nullable String asked) {
    if (asked == null) {
      return ChronoUnit.FOREVER.getDuration();
    }
    try {
      Duration timeout = DurationStyle.detectAndParse(asked.trim(), ChronoUnit.MILLIS);
      if (timeout.isPositive()) {
        return timeout;
      }
    } catch (IllegalArgumentException | ArithmeticException _) {
      // as wrong as a negative one
    }
    throw new ResponseStatusException(
        HttpStatus.BAD_REQUEST, TIMEOUT + " must be a time above 0, for example 200ms or 2s.");
  }
}
