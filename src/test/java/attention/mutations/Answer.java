package attention.mutations;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// What came back.
///
/// @param headers by their names in lower case
/// @param time from the first byte of the request to the last one of the answer
record Answer(int status, Map<String, String> headers, byte[] body, Duration time) {

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// A header, or an empty text.
  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /// The kind of body, without parameters.
  String type() {
    return header("Content-Type").split(";", 2)[0];
  }
}
