package attention.limits;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Keeps bodies below the limit, as received and as decompressed: by the announced length before a
/// byte is read, and by counting while reading.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyFilter implements RequestFilter {

  private final Limits limits;
  private final HandlerExceptionResolver problems;

  BodyFilter(Limits limits, HandlerExceptionResolver problems) {
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      limits.requireBody(request.getContentLengthLong());
      chain.doFilter(limited(request), response);
    } catch (OverLimit | Busy | UnsupportedEncoding refused) {
      problems.resolveException(request, response, null, refused);
    }
  }

  private HttpServletRequest limited(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    boolean gzip =
        switch (encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT)) {
          case "identity", "" -> false;
          case "gzip", "x-gzip" -> true;
          default -> throw new UnsupportedEncoding();
        };
    return new HttpServletRequestWrapper(request) {
      @Override
      public ServletInputStream getInputStream() throws IOException {
        Admission admission = Admission.current();
        ServletInputStream in = super.getInputStream();
        return gzip
            ? LimitedInputStream.gunzip(new LimitedInputStream(in, limits, null), limits, admission)
            : new LimitedInputStream(in, limits, admission);
      }
    };
  }
}
