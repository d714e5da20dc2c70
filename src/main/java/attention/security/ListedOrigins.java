package attention.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/// Grants listed origins what they ask for, and all others nothing.
///
/// A request of another origin is answered like any other, without a grant, so that its page cannot
/// read the answer. To refuse it would hit our own page, too, behind a proxy that speaks HTTPS: a
/// browser then names an origin that the service does not know as its own.
final class ListedOrigins extends DefaultCorsProcessor {

  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean isListed = rules != null && rules.checkOrigin(origin) != null;
    if (!CorsUtils.isPreFlightRequest(request)) {
      return !isListed || super.processRequest(rules, request, response);
    }
    if (isListed
        && super.processRequest(rules, request, response)
        && OriginFilter.isGranted(response)) {
      return true;
    }
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
    return false;
  }

  @Override
  protected void rejectRequest(ServerHttpResponse response) {
    // The refusal is a problem document, written above.
  }
}
