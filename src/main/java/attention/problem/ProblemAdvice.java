package attention.problem;

import attention.limits.Busy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers every exception with its problem document, whatever the caller accepts.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

  @ExceptionHandler(Throwable.class)
  @Nullable ResponseEntity<Object> answer(
      Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws Throwable {
    if (response.isCommitted()) {
      if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
        throw thrown; // part of an answer is out, which must not end as if it were whole
      }
      return null; // the container has spoken: nothing to add
    }
    Problem problem =
        Problems.of(thrown).at(request.getRequestURI(), RequestIdFilter.idOf(request));
    response.reset();
    RequestIdFilter.prepare(request, response);
    return problem.answer(headers(thrown));
  }

  /// What the protocol asks for beside the document, for example `Allow`.
  private static HttpHeaders headers(Throwable thrown) {
    var headers = new HttpHeaders();
    if (thrown instanceof ErrorResponse response) {
      headers.putAll(response.getHeaders());
    }
    if (thrown instanceof Busy busy) {
      headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(busy.retryAfterSeconds()));
    }
    return headers;
  }
}
