package attention.security;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;

/// Lets pages of listed origins use the API, before keys are asked for: a browser asks without one
/// whether it may send one.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class OriginFilter implements RequestFilter {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST");

  private static final List<String> REQUEST_HEADERS =
      List.of(
          "Accept",
          "Authorization",
          "Content-Encoding",
          "Content-Type",
          "Inference-Header-Content-Length",
          "traceparent",
          "tracestate",
          ApiKeyFilter.HEADER,
          "X-Request-Id",
          "X-Request-Timeout");

  private static final List<String> ANSWER_HEADERS =
      List.of(
          "Allow",
          "Inference-Header-Content-Length",
          "Retry-After",
          "Server-Timing",
          "WWW-Authenticate",
          "X-Request-Id");

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final CorsConfiguration rules = new CorsConfiguration();
  private final ListedOrigins origins = new ListedOrigins();

  OriginFilter(SecuritySettings settings) {
    rules.setAllowedOrigins(settings.corsOrigins());
    rules.setAllowedMethods(METHODS);
    rules.setAllowedHeaders(REQUEST_HEADERS);
    rules.setExposedHeaders(ANSWER_HEADERS);
    rules.setMaxAge(REMEMBERED);
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (origins.processRequest(rules, request, response)
        && !CorsUtils.isPreFlightRequest(request)) {
      chain.doFilter(request, isGranted(response) ? new LastingGrant(response) : response);
    }
  }

  /// Tells whether an answer may be read by a page of another origin.
  static boolean isGranted(HttpServletResponse response) {
    return response.containsHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
  }
}
