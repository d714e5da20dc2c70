package attention.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// A filter of requests as they come in. What the container forwards or asks itself afterwards, an
/// error page say, has passed already; so nothing needs to be remembered in the request, which is
/// what Spring's `OncePerRequestFilter` would do for each filter of each request.
public interface RequestFilter extends Filter {

  /// Does what must be done before and after a request is answered, or answers it.
  ///
  /// @param chain answers it
  /// @throws IOException if the request cannot be read or the answer not be written
  /// @throws ServletException if the request cannot be answered
  void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException;

  @Override
  default void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }
}
