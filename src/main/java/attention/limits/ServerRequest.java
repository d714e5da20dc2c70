package attention.limits;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/// The server's own view of a request, which knows more than the servlet's.
final class ServerRequest {

  private static final String ATTRIBUTE = ServerRequest.class.getName();

  private ServerRequest() {}

  /// Gives it; nothing where the server is another one, or none.
  static @Nullable Request of(HttpServletRequest request) {
    return (Request) request.getAttribute(ATTRIBUTE);
  }

  /// Keeps it beside the servlet's, where filters find it.
  static final class Valve extends ValveBase {

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      request.setAttribute(ATTRIBUTE, request);
      getNext().invoke(request, response);
    }
  }
}
