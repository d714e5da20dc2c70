package attention.security;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Lets nobody in without a key, where keys are set. What a probe asks, and what only explains the
/// service, stays open: health, the files of the pages, the OpenAPI document, the types of
/// problems.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 8)
class ApiKeyFilter implements RequestFilter {

  static final String HEADER = "X-API-Key";

  private static final String BEARER = "Bearer ";

  private static final Set<String> OPEN =
      Set.of(
          "/",
          "/livez",
          "/readyz",
          "/v2/health/live",
          "/v2/health/ready",
          "/actuator/health",
          "/problems",
          "/problems.css",
          "/swagger-ui.html",
          "/v3/api-docs",
          "/v3/api-docs.yaml");

  private static final List<String> OPEN_BELOW =
      List.of("/actuator/health/", "/explorer/", "/problems/", "/swagger-ui/", "/v3/api-docs/");

  private final ApiKeys keys;
  private final HandlerExceptionResolver problems;

  ApiKeyFilter(ApiKeys keys, HandlerExceptionResolver problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!keys.areRequired() || isOpen(request)) {
      chain.doFilter(request, response);
      return;
    }
    String key = keyOf(request);
    if (key == null) {
      problems.resolveException(request, response, null, Unauthorized.withoutKey());
    } else if (keys.contain(key)) {
      chain.doFilter(request, response);
    } else {
      problems.resolveException(request, response, null, Unauthorized.withWrongKey());
    }
  }

  /// Whatever is written in a way that the server reads as another path needs a key.
  private static boolean isOpen(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.equals(request.getServletPath()) && isOpen(path);
  }

  /// Tells whether a path needs no key.
  static boolean isOpen(String path) {
    return OPEN.contains(path) || OPEN_BELOW.stream().anyMatch(path::startsWith);
  }

  private static @Nullable String keyOf(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : request.getHeader(HEADER);
  }
}
