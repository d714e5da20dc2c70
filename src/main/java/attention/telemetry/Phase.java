package attention.telemetry;

import java.util.Locale;

/// What the time of a request is spent on. At every moment it is one of them.
public enum Phase {
  /// Reading the request and making sense of it.
  PARSE,
  /// Waiting for memory and for a turn.
  WAIT,
  /// Computing attention.
  COMPUTE,
  /// Turning the answer into bytes, and sending them.
  WRITE;

  /// The name in headers and metrics.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
