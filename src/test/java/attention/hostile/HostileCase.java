package attention.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case of a hostile corpus: what is sent, and what must come back.
///
/// @param node the case as it stands in its line
record HostileCase(JsonNode node) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int USUAL_MILLIS = 2000;
  private static final int LONG_PAUSE_MILLIS = 1000;

  /// Reads a corpus: a line about it all, then a case a line.
  static List<HostileCase> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> !line.isBlank())
          .map(JSON::readTree)
          .filter(line -> !line.has("meta"))
          .map(HostileCase::new)
          .toList();
    }
  }

  String name() {
    return "%s %s: %s"
        .formatted(
            node.get("id").asString(), node.get("group").asString(), node.get("why").asString());
  }

  JsonNode expected() {
    return node.get("expect");
  }

  List<Integer> statuses() {
    return values("status").map(JsonNode::asInt).toList();
  }

  /// Whether the server may close without a word, or no answer is awaited at all.
  boolean mayBeSilent() {
    return expected().path("noBytesOk").asBoolean(false) || statuses().contains(0);
  }

  boolean closes() {
    return expected().path("closes").asBoolean(false);
  }

  /// How many answers the connection has; nothing if that does not matter.
  Optional<Integer> responses() {
    return Optional.ofNullable(expected().get("responses")).map(JsonNode::asInt);
  }

  Duration time() {
    return Duration.ofMillis(expected().path("maxMillis").asInt(USUAL_MILLIS));
  }

  Stream<JsonNode> values(String member) {
    return expected().path(member).valueStream();
  }

  /// The value of what else must hold, for example `x` of `absent:x`; nothing if it is not asked.
  Optional<String> also(String rule) {
    return values("also")
        .map(JsonNode::asString)
        .filter(text -> text.equals(rule) || text.startsWith(rule + ":"))
        .map(text -> text.substring(Math.min(text.length(), rule.length() + 1)))
        .findFirst();
  }

  /// What is sent, in order.
  List<Step> steps() {
    if (!node.has("raw")) {
      return List.of(new Step.Send(Segments.request(node.get("request"))));
    }
    var steps = new ArrayList<Step>();
    for (JsonNode step : node.get("raw")) {
      steps.add(Step.of(step));
    }
    if (node.path("halfClose").asBoolean(false)) {
      steps.add(new Step.HalfClose());
    }
    return steps;
  }

  /// Whether it takes so long that others should not wait for it.
  boolean isSlow() {
    return steps().stream()
        .anyMatch(
            step ->
                switch (step) {
                  case Step.Pause(Duration time) -> time.toMillis() >= LONG_PAUSE_MILLIS;
                  case Step.Drip _, Step.ReadSlowly _ -> true;
                  case Step.Send _, Step.HalfClose _, Step.Reset _ -> false;
                });
  }

  /// The path asked for, if it can be told.
  String path() {
    if (node.has("request")) {
      return node.get("request").get("path").asString();
    }
    String[] line = node.get("raw").path(0).path("s").asString("").split(" ", 3);
    return line.length == 3 ? line[1] : "";
  }

  boolean isHead() {
    return node.path("request").path("method").asString("").equals("HEAD");
  }

  /// The words of the body, when it is JSON that has some.
  List<String> sentWords() {
    byte[] body = Segments.bytes(node.get("request").get("body"));
    return JSON.readTree(body)
        .get("words")
        .valueStream()
        .map(w -> w.get("word").asString())
        .toList();
  }
}
