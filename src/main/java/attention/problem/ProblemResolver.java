package attention.problem;

import attention.format.RowPrinter;
import attention.limits.Busy;
import attention.limits.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// Answers every exception with its problem document: those of endpoints, which Spring brings here,
/// and those of filters.
///
/// It writes the document itself, because a service that is asked for too much mostly refuses: the
/// methods that Spring calls for a `@ControllerAdvice` would take more time than all the rest of a
/// refusal.
@Component
@Primary
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemResolver implements HandlerExceptionResolver {

  private static final ModelAndView ANSWERED = new ModelAndView();

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception thrown) {
    if (response.isCommitted()) {
      // Part of an answer is out, which must not end as if it were whole; to what the container
      // has said there is nothing to add.
      return response.getStatus() < HttpServletResponse.SC_BAD_REQUEST ? null : ANSWERED;
    }
    Problem problem =
        Problems.of(thrown).at(request.getRequestURI(), RequestIdFilter.idOf(request));
    UnreadBody.dropWhatCame(request);
    response.reset();
    RequestIdFilter.prepare(request, response);
    addHeaders(thrown, response);
    try {
      problem.answer(RowPrinter.isWanted(request.getParameter("pretty")), response);
    } catch (IOException _) {
      // The client has gone; nobody is left to tell.
    }
    return ANSWERED;
  }

  /// What the protocol asks for beside the document, for example `Allow`.
  private static void addHeaders(Exception thrown, HttpServletResponse response) {
    if (thrown instanceof ErrorResponse error) {
      error
          .getHeaders()
          .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
    }
    if (thrown instanceof Busy busy) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(busy.retryAfterSeconds()));
    }
  }
}
