package attention.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One thing done to a connection.
sealed interface Step {

  /// Sends bytes.
  record Send(byte[] bytes) implements Step {}

  /// Waits, with the connection open.
  record Pause(Duration time) implements Step {}

  /// Sends bytes in pieces, with a pause after each.
  record Drip(byte[] bytes, int size, Duration pause) implements Step {}

  /// Reads what comes at a rate of bytes a second.
  record ReadSlowly(int rate, Duration time) implements Step {}

  /// Says that nothing more will be sent.
  record HalfClose() implements Step {}

  /// Leaves without a word.
  record Reset() implements Step {}

  /// Reads a step of a corpus.
  static Step of(JsonNode step) {
    if (step.has("pauseMs")) {
      return new Pause(Duration.ofMillis(step.get("pauseMs").asInt()));
    }
    if (step.has("drip")) {
      return drip(step.get("drip"), step);
    }
    if (step.has("readRate")) {
      JsonNode rate = step.get("readRate");
      return new ReadSlowly(
          rate.get("bytesPerSec").asInt(), Duration.ofMillis(rate.get("maxMs").asInt()));
    }
    if (step.has("reset")) {
      return new Reset();
    }
    return new Send(Segments.one(step));
  }

  /// The text is the member that is one, wherever it stands; a number of milliseconds is the pause,
  /// another the size of a piece.
  private static Step drip(JsonNode drip, JsonNode around) {
    byte[] bytes = new byte[0];
    int size = 1;
    int pause = 1000;
    for (JsonNode part : new JsonNode[] {around, drip}) {
      for (var member : part.properties()) {
        if (member.getValue().isArray()) {
          bytes = Segments.bytes(member.getValue());
        } else if (member.getValue().isString()) {
          bytes = member.getValue().asString().getBytes(StandardCharsets.UTF_8);
        } else if (member.getKey().toLowerCase(Locale.ROOT).contains("m")) {
          pause = member.getValue().asInt(pause);
        } else {
          size = member.getValue().asInt(size);
        }
      }
    }
    if (drip.isString()) {
      bytes = drip.asString().getBytes(StandardCharsets.UTF_8);
    }
    return new Drip(bytes, size, Duration.ofMillis(pause));
  }
}
