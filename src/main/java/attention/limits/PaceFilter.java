package attention.limits;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Parts from clients that send or read too slowly, and lets those that are refused see why.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 7)
class PaceFilter implements RequestFilter {

  // How long the rest of a refused body is waited for.
  private static final Duration FOR_REST = Duration.ofSeconds(2);

  private final Patience patience;
  private final HandlerExceptionResolver problems;

  PaceFilter(Patience patience, HandlerExceptionResolver problems) {
    this.patience = patience;
    this.problems = problems;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Pace ofBody = patience.ofBody();
    Pace ofAnswer = patience.ofAnswer();
    try {
      chain.doFilter(new PacedRequest(request, ofBody), new PacedResponse(response, ofAnswer));
    } catch (SlowClient slow) {
      if (!response.isCommitted()) {
        problems.resolveException(request, response, null, slow);
      }
    }
    if (ofAnswer.tooSlow()) {
      // Half an answer must not look like a whole one.
      throw new CloseNowException();
    }
    if (UnreadBody.isOf(request)) {
      response.flushBuffer();
      UnreadBody.dropRest(request, ofBody.tooSlow() ? Duration.ZERO : patience.of(FOR_REST));
    }
  }

  private static final class PacedRequest extends HttpServletRequestWrapper {
    private final Pace pace;
    private @Nullable PacedInputStream in;

    PacedRequest(HttpServletRequest request, Pace pace) {
      super(request);
      this.pace = pace;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (in == null) {
        in = new PacedInputStream(super.getInputStream(), pace);
      }
      return in;
    }
  }

  private static final class PacedResponse extends HttpServletResponseWrapper {
    private final Pace pace;
    private @Nullable PacedOutputStream out;

    PacedResponse(HttpServletResponse response, Pace pace) {
      super(response);
      this.pace = pace;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (out == null) {
        out = new PacedOutputStream(super.getOutputStream(), pace);
      }
      return out;
    }
  }
}
