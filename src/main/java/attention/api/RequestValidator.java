package attention.api;

import attention.core.Faults;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.service.WordVector;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/// What `@Valid` means for a request: the constraints of its fields, and then whether they fit each
/// other.
@Component
class RequestValidator implements Validator {

  private final jakarta.validation.Validator fields;
  private final AttentionService service;

  RequestValidator(jakarta.validation.Validator fields, AttentionService service) {
    this.fields = fields;
    this.service = service;
  }

  @Override
  public boolean supports(Class<?> type) {
    return type == AttentionRequest.class;
  }

  /// Ends the request with all its faults; Spring's own errors would hold field names instead of
  /// pointers.
  @Override
  public void validate(Object target, Errors errors) {
    requireValid((AttentionRequest) target);
  }

  /// Ends a request that has faults, with all of them.
  ///
  /// @throws attention.core.InvalidInput if there are any
  void requireValid(AttentionRequest request) {
    var faults = new Faults();
    check(request, faults);
    faults.throwIfAny();
  }

  /// Reports everything that is wrong with a request.
  ///
  /// @param request possibly incomplete, if its faults are among those given
  /// @param faults what is wrong so far; takes the rest
  void check(AttentionRequest request, Faults faults) {
    AttentionRequest doubtful = withoutWholeLists(request);
    if (!doubtful.equals(AttentionRequest.NONE)) {
      checkFields(doubtful, faults);
    }
    service.check(request, faults);
  }

  /// Leaves out the lists that lack nothing. A general validator takes a microsecond and a half for
  /// each word of them, which for 128 words is more than attention takes.
  private static AttentionRequest withoutWholeLists(AttentionRequest request) {
    return request
        .with(
            unlessWhole(request.words(), RequestValidator::isWhole),
            unlessWhole(request.queries(), RequestValidator::isWhole),
            unlessWhole(request.keys(), RequestValidator::isWhole),
            unlessWhole(request.values(), RequestValidator::isWhole))
        .including(unlessWhole(request.include(), Objects::nonNull));
  }

  private static <T> @Nullable List<T> unlessWhole(@Nullable List<T> list, Predicate<T> isWhole) {
    if (list == null || list.isEmpty()) {
      return list;
    }
    for (T element : list) {
      if (!isWhole.test(element)) {
        return list;
      }
    }
    return null;
  }

  // What a request leaves out is nothing here, whatever its type says.
  private static boolean isWhole(@Nullable WordVector word) {
    return word != null
        && word.word() != null
        && !word.word().isEmpty()
        && word.vector() != null
        && word.vector().length > 0;
  }

  private void checkFields(AttentionRequest request, Faults faults) {
    List<ConstraintViolation<AttentionRequest>> violations =
        fields.validate(request).stream()
            .sorted(Comparator.comparing(RequestValidator::pointer).thenComparing(v -> code(v)))
            .toList();
    for (var violation : violations) {
      faults.add(pointer(violation), code(violation), detail(violation));
    }
  }

  /// Writes the path of a violation as a JSON pointer: `words[2].vector` is `/words/2/vector`.
  private static String pointer(ConstraintViolation<?> violation) {
    var pointer = new StringBuilder();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      String name = node.getName();
      if (name != null && !name.startsWith("<")) {
        pointer.append('/').append(name);
      }
    }
    return pointer.toString();
  }

  private static String code(ConstraintViolation<?> violation) {
    Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
    return switch (constraint) {
      case NotNull _ -> "required";
      case Size _ -> "empty";
      default -> "out-of-range";
    };
  }

  private static String detail(ConstraintViolation<?> violation) {
    return switch (code(violation)) {
      case "required" -> "is required";
      case "empty" -> "must not be empty";
      default -> violation.getMessage() + ", is " + violation.getInvalidValue();
    };
  }
}
