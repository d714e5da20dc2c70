package attention.problem;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Refuses requests that say twice what their body is: of two answers a proxy may believe the first
/// and the service the second.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class PlainHeadersFilter implements RequestFilter {

  private static final List<String> SAID_ONCE =
      List.of("Content-Type", "Content-Encoding", "Inference-Header-Content-Length");

  private final HandlerExceptionResolver problems;

  PlainHeadersFilter(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    for (String name : SAID_ONCE) {
      if (isRepeated(request, name)) {
        String reason = "The header %s is there more than once; send it once.".formatted(name);
        var refusal = new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
        problems.resolveException(request, response, null, refusal);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isRepeated(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (values.hasMoreElements()) {
      values.nextElement();
    }
    return values.hasMoreElements();
  }
}
