package attention.problem;

import attention.core.AmbiguousQuery;
import attention.core.Fault;
import attention.core.InvalidInput;
import attention.core.UnknownQuery;
import attention.format.NoFonts;
import attention.format.UnreadableJson;
import attention.limits.Busy;
import attention.limits.ClientGone;
import attention.limits.DeadlinePassed;
import attention.limits.OverLimit;
import attention.limits.SlowClient;
import attention.limits.UnreadableBody;
import attention.limits.UnsupportedEncoding;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Which problem an exception is. The only place that knows both.
public final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /// Gives the problem that an exception means to the caller; what is our own fault is logged.
  public static Problem of(Throwable thrown) {
    return switch (thrown) {
      case InvalidInput invalid ->
          Problem.of(ProblemType.INVALID_REQUEST, invalid.faults(), invalid.omitted());
      case UnreadableJson unreadable -> Problem.of(ProblemType.MALFORMED_JSON, unreadable.fault());
      case UnknownQuery unknown -> Problem.of(ProblemType.UNKNOWN_QUERY, message(unknown));
      case AmbiguousQuery ambiguous -> Problem.of(ProblemType.AMBIGUOUS_QUERY, message(ambiguous));
      case SlowClient slow -> Problem.of(ProblemType.REQUEST_TIMEOUT, message(slow));
      case OverLimit over -> Problem.of(ProblemType.TOO_LARGE, message(over));
      case Busy busy -> Problem.of(ProblemType.UNAVAILABLE, message(busy));
      case DeadlinePassed late -> Problem.of(ProblemType.DEADLINE_PASSED, message(late));
      case ClientGone gone -> Problem.of(ProblemType.UNAVAILABLE, message(gone));
      case NoFonts missing -> Problem.of(ProblemType.NOT_IMPLEMENTED, message(missing));
      case UnsupportedEncoding encoding ->
          Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, message(encoding));
      case HttpMediaTypeNotSupportedException type ->
          Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send the body as " + list(type.getSupportedMediaTypes()) + " in UTF-8.");
      case HttpMediaTypeNotAcceptableException type ->
          Problem.of(
              ProblemType.NOT_ACCEPTABLE,
              "Offered are " + list(type.getSupportedMediaTypes()) + ".");
      case HttpRequestMethodNotSupportedException method ->
          Problem.of(
              ProblemType.METHOD_NOT_ALLOWED,
              "%s is not offered here.".formatted(method.getMethod()));
      case NoResourceFoundException _ ->
          Problem.of(ProblemType.NOT_FOUND, "No resource lives at this path.");
      case HttpMessageNotReadableException missing when missing.getCause() == null ->
          Problem.of(ProblemType.MALFORMED_JSON, new Fault("", "malformed", "The body is empty."));
      case HttpMessageNotReadableException _ ->
          Problem.of(ProblemType.MALFORMED_REQUEST, "The body could not be read to its end.");
      case UnreadableBody unreadable ->
          Problem.of(ProblemType.MALFORMED_REQUEST, String.valueOf(unreadable.getMessage()));
      case InvalidParameterException _ ->
          Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "The query of the URI cannot be decoded: a percent sign is written %25.");
      case ResponseStatusException refused when refused.getReason() != null ->
          Problem.of(ProblemType.ofStatus(refused.getStatusCode().value()), refused.getReason());
      case ErrorResponse response -> ofStatus(response.getStatusCode().value());
      default -> internal(thrown);
    };
  }

  /// Gives the general problem of an HTTP status.
  public static Problem ofStatus(int status) {
    ProblemType type = ProblemType.ofStatus(status);
    return Problem.of(type, type.explanation());
  }

  private static Problem internal(Throwable thrown) {
    LOG.error("A request failed, and it should not have", thrown);
    return Problem.of(ProblemType.INTERNAL, "The service failed; the fault is not yours.");
  }

  private static String message(RuntimeException thrown) {
    return String.valueOf(thrown.getMessage());
  }

  private static String list(List<MediaType> types) {
    return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
  }
}
