package attention.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// Answers what the container refuses before it reaches the application, for example a request line
/// that is no HTTP; the container's own page would name its version.
public final class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    Problem problem = Problems.ofStatus(response.getStatus());
    try {
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Cache-Control", "no-store");
      problem.answer(false, response);
      response.finishResponse();
    } catch (IOException _) {
      // The client has gone; nobody is left to tell.
    }
  }
}
