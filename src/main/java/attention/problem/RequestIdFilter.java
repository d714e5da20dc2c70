package attention.problem;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Gives each request an id, the caller's own where it is harmless, and each answer the headers
/// that every answer has. Lines that are logged for the request bear its id, too.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIdFilter implements RequestFilter {

  private static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = RequestIdFilter.class.getName();

  // Nothing that could break a log line or a header.
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(HEADER);
    boolean usable = given != null && HARMLESS.matcher(given).matches();
    String id = usable ? given : newId();
    request.setAttribute(ATTRIBUTE, id);
    prepare(request, response);
    try (var _ = MDC.putCloseable("requestId", id)) {
      chain.doFilter(request, response);
    }
  }

  /// The id of a request, or nothing if it never got one.
  static @Nullable String idOf(HttpServletRequest request) {
    return (String) request.getAttribute(ATTRIBUTE);
  }

  /// Sets the headers that every answer has.
  static void prepare(HttpServletRequest request, HttpServletResponse response) {
    String id = idOf(request);
    if (id != null) {
      response.setHeader(HEADER, id);
    }
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    if (!isPage(request.getRequestURI())) {
      response.setHeader("Cache-Control", "no-store");
      if (!response.getHeaders("Vary").contains("Accept")) {
        response.addHeader("Vary", "Accept");
      }
      response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
  }

  private static boolean isPage(String path) {
    return path.equals("/")
        || path.startsWith("/explorer/")
        || path.startsWith("/swagger-ui")
        || path.startsWith("/problems");
  }

  private static String newId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
