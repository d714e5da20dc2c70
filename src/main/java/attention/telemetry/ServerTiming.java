package attention.telemetry;

/// The header by which an answer tells what its time was spent on.
///
/// @see <a href="https://www.w3.org/TR/server-timing/">W3C, Server Timing</a>
final class ServerTiming {

  static final String HEADER = "Server-Timing";

  private static final double NANOS_PER_MICROSECOND = 1e3;
  private static final double MICROSECONDS_PER_MILLISECOND = 1e3;

  private ServerTiming() {}

  /// Tells all phases in milliseconds: `parse;dur=0.041, wait;dur=0, compute;dur=0.012, ...`.
  static String of(Costs costs) {
    var text = new StringBuilder();
    for (Phase phase : Phase.values()) {
      if (!text.isEmpty()) {
        text.append(", ");
      }
      long microseconds = Math.round(costs.nanos(phase) / NANOS_PER_MICROSECOND);
      text.append(phase.label())
          .append(";dur=")
          .append(microseconds / MICROSECONDS_PER_MILLISECOND);
    }
    return text.toString();
  }
}
