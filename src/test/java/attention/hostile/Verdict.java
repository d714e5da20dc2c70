package attention.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import attention.hostile.Answers.Answer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks an answer against what a case and every case expects.
final class Verdict {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PROBLEM = "application/problem+json";
  private static final double ROW_TOLERANCE = 1e-6;

  // Names of classes and of the server, traces and places of files.
  private static final Pattern INTERNAL =
      Pattern.compile(
          "(?i)exception|tomcat|catalina|coyote|springframework|jackson|jakarta|\\.java\\b"
              + "|\\n\\s+at |(org|com|java|tools)\\.[a-z]+\\.|/root/|/home/|/tmp/");

  private final HostileCase test;
  private final Answer answer;

  Verdict(HostileCase test, Answer answer) {
    this.test = test;
    this.answer = answer;
  }

  void check() {
    assertThat(answer.status()).as(answer.text()).isIn(test.statuses());
    tellsNothingInternal();
    hasSafeHeaders();
    if (answer.status() >= 400) {
      isAProblem();
      if (answer.body().length > 0 && isProblemDocument()) {
        pointsAtTheFault();
      }
    } else {
      hasOnlyNumbers();
      keepsToTheRules();
    }
    test.also("absent")
        .ifPresent(
            word -> assertThat(answer.head() + answer.text()).doesNotContainIgnoringCase(word));
    test.also("noHeader").ifPresent(name -> assertThat(answer.header(name)).isEmpty());
  }

  private void tellsNothingInternal() {
    assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
    if (answer.status() >= 400) {
      assertThat(INTERNAL.matcher(answer.head()).find()).as(answer.head()).isFalse();
      assertThat(INTERNAL.matcher(answer.text()).find()).as(answer.text()).isFalse();
    }
  }

  private void hasSafeHeaders() {
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    if (answer.status() >= 400 || test.path().startsWith("/api/")) {
      assertThat(answer.header("Cache-Control")).contains("no-store");
    }
  }

  private void isAProblem() {
    String wanted = test.expected().path("contentType").asString("");
    if (test.isHead() || wanted.equals("any")) {
      return;
    }
    JsonNode body = JSON.readTree(answer.body());
    if (wanted.equals("oip") || (wanted.isEmpty() && test.path().startsWith("/v2/"))) {
      assertThat(answer.header("Content-Type")).startsWith("application/json");
      assertThat(body.get("error").asString()).isNotBlank();
    } else {
      assertThat(answer.header("Content-Type")).startsWith(PROBLEM);
      for (String member : List.of("type", "title", "detail")) {
        assertThat(body.path(member).asString("")).as(member).isNotBlank();
      }
      assertThat(body.get("status").asInt()).isEqualTo(answer.status());
    }
    for (var header : test.expected().path("headers").properties()) {
      assertThat(answer.header(header.getKey())).isEqualTo(header.getValue().asString());
    }
  }

  private boolean isProblemDocument() {
    return answer.header("Content-Type").startsWith(PROBLEM);
  }

  private void pointsAtTheFault() {
    List<String> pointers =
        JSON.readTree(answer.body())
            .path("errors")
            .valueStream()
            .map(fault -> fault.get("pointer").asString().substring(1))
            .toList();
    if (test.expected().has("pointer")) {
      assertThat(pointers).as(answer.text()).containsAnyElementsOf(texts("pointer"));
    }
    if (test.expected().has("pointerUnder")) {
      String first = pointers.getFirst();
      assertThat(texts("pointerUnder"))
          .as(first)
          .anyMatch(place -> place.equals(first) || place.startsWith(first + "/"));
    }
    test.also("allPointers")
        .ifPresent(all -> assertThat(pointers).containsExactlyInAnyOrder(all.split(",", -1)));
  }

  private List<String> texts(String member) {
    return test.values(member).map(JsonNode::asString).toList();
  }

  private void hasOnlyNumbers() {
    if (answer.header("Content-Type").contains("json") && answer.body().length > 0) {
      JSON.readTree(answer.body());
      assertThat(answer.text()).doesNotContainPattern("\\b(NaN|Infinity|null)\\b");
    }
  }

  private void keepsToTheRules() {
    if (test.also("finite").isPresent()) {
      numbers(JSON.readTree(answer.body()))
          .forEach(number -> assertThat(Double.isFinite(number)).isTrue());
    }
    if (test.also("rowsSum1").isPresent()) {
      for (JsonNode row : JSON.readTree(answer.body()).get("weights")) {
        double sum = numbers(row).mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isBetween(1 - ROW_TOLERANCE, 1 + ROW_TOLERANCE);
      }
    }
    if (test.also("echoWords").isPresent()) {
      assertThat(JSON.readTree(answer.body()).get("words").valueStream().map(JsonNode::asString))
          .containsExactlyElementsOf(test.sentWords());
    }
  }

  private static Stream<Double> numbers(JsonNode node) {
    return node.isContainer()
        ? node.valueStream().flatMap(Verdict::numbers)
        : Stream.of(node).filter(JsonNode::isNumber).map(JsonNode::asDouble);
  }
}
