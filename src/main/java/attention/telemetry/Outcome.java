package attention.telemetry;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/// How a request ended.
enum Outcome {
  /// Answered as asked.
  SUCCESS,
  /// The request was wrong.
  INVALID,
  /// Over a limit, for good.
  TOO_LARGE,
  /// Too much for now: no room, no turn, or not ready in time.
  BUSY,
  /// The service failed.
  FAILED,
  /// The answer ended before it was whole: the client went, or read too slowly.
  BROKEN;

  /// Tells it by the status of a whole answer.
  static Outcome of(int status) {
    if (status < HttpStatus.BAD_REQUEST.value()) {
      return SUCCESS;
    }
    if (status == HttpStatus.CONTENT_TOO_LARGE.value()) {
      return TOO_LARGE;
    }
    if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      return BUSY;
    }
    return status < HttpStatus.INTERNAL_SERVER_ERROR.value() ? INVALID : FAILED;
  }

  /// The name in metrics.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
