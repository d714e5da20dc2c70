package attention.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers what the container reports after a request has reached the application, for example a
/// body that ended too early.
@Hidden
@RestController
class ContainerErrors implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<Object> answer(HttpServletRequest request, HttpServletResponse response) {
    RequestIdFilter.prepare(request, response);
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Problem problem =
        Problems.ofStatus(status)
            .at(path == null ? null : path.toString(), RequestIdFilter.idOf(request));
    var headers = new HttpHeaders();
    // Otherwise Spring looks for the name of a file in the path, whose escapes may be none.
    headers.set(HttpHeaders.CONTENT_DISPOSITION, "inline");
    return problem.answer(headers);
  }
}
