package attention.problem;

import attention.servlet.RequestFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Refuses queries that cannot be decoded before anybody asks for a parameter: whoever did would
/// fail, even while the problem is written, and the server would quote the query in its log.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class PlainQueryFilter implements RequestFilter {

  private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

  private final HandlerExceptionResolver problems;

  PlainQueryFilter(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  @Override
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isForm(request)) {
      chain.doFilter(new WithoutParameters(request), response);
      return;
    }
    try {
      if (request.getQueryString() != null) {
        request.getParameterNames();
      }
    } catch (InvalidParameterException undecodable) {
      problems.resolveException(new WithoutParameters(request), response, null, undecodable);
      return;
    }
    chain.doFilter(request, response);
  }

  /// Tells whether parameters would be looked for in the body, too. No form is read here.
  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
  }

  private static final class WithoutParameters extends HttpServletRequestWrapper {

    WithoutParameters(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
      return null;
    }
  }
}
