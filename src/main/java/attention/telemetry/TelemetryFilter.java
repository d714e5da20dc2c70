package attention.telemetry;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/// Keeps account of each request, and tells it: the client by `Server-Timing`, operators by
/// metrics.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class TelemetryFilter implements RequestFilter {

  private final RequestMetrics metrics;

  TelemetryFilter(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var costs = new Costs();
    var metered = new MeteredResponse(response, costs);
    boolean isWhole = false;
    try {
      costs.<Exception>during(() -> chain.doFilter(new MeteredRequest(request, costs), metered));
      metered.tell();
      isWhole = true;
    } catch (ServletException | IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      // Pages and files are no work.
      if (HttpMethod.POST.matches(request.getMethod())) {
        Outcome outcome = isWhole ? Outcome.of(response.getStatus()) : Outcome.BROKEN;
        metrics.add(Operations.of(request), outcome, costs);
      }
    }
  }
}
