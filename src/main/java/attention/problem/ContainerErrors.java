package attention.problem;

import attention.format.RowPrinter;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers what the container reports after a request has reached the application, for example a
/// body that ended too early.
@Hidden
@RestController
class ContainerErrors implements ErrorController {

  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestIdFilter.prepare(request, response);
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Problems.ofStatus(status)
        .at(path == null ? null : path.toString(), RequestIdFilter.idOf(request))
        .answer(RowPrinter.isWanted(request.getParameter("pretty")), response);
  }
}
