package attention.telemetry;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The names of what the service computes: the operation ids of its OpenAPI document.
@Component
class Operations {

  /// What has no name of its own: a path that is none, or a request refused before its path was
  /// looked at.
  static final String OTHER = "other";

  private final RequestMappingHandlerMapping mapping;

  Operations(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  /// All names.
  Set<String> all() {
    Set<String> names =
        mapping.getHandlerMethods().entrySet().stream()
            .filter(e -> e.getKey().getMethodsCondition().getMethods().contains(RequestMethod.POST))
            .map(e -> nameOf(e.getValue()))
            .collect(Collectors.toSet());
    names.add(OTHER);
    return names;
  }

  /// The name of what answered a request.
  static String of(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod handler
        ? nameOf(handler)
        : OTHER;
  }

  private static String nameOf(HandlerMethod handler) {
    @Nullable Operation operation = handler.getMethodAnnotation(Operation.class);
    return operation == null ? OTHER : operation.operationId();
  }
}
