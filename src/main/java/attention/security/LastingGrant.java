package attention.security;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/// An answer that keeps what its origin was granted when a problem takes its place, so that the
/// page can read the problem, too.
final class LastingGrant extends HttpServletResponseWrapper {

  private static final String GRANT = "access-control-";

  private final Map<String, List<String>> grant = new LinkedHashMap<>();

  /// Remembers what the answer grants already.
  LastingGrant(HttpServletResponse response) {
    super(response);
    for (String name : response.getHeaderNames()) {
      if (name.toLowerCase(Locale.ROOT).startsWith(GRANT)
          || name.equalsIgnoreCase(HttpHeaders.VARY)) {
        grant.put(name, List.copyOf(response.getHeaders(name)));
      }
    }
  }

  @Override
  public void reset() {
    super.reset();
    grant.forEach((name, values) -> values.forEach(value -> addHeader(name, value)));
  }
}
