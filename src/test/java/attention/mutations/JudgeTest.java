package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.mutations.Trial.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The judge of mutated requests finds what is wrong with an answer: a right one by hand, and the
/// same with one thing wrong.
class JudgeTest {

  private static final String ATTENTION = "/api/v1/attention";

  // One word looks at itself alone: its score is 2 · 2, its weight 1, its context the vector.
  private static final String GOOD = "{\"words\":[{\"word\":\"a\",\"vector\":[2]}]}";
  private static final String RIGHT = "{\"scores\":[[4]],\"weights\":[[1]],\"context\":[[2]]}";

  private static final String PROBLEM =
      "{\"type\":\"/problems/x\",\"title\":\"t\",\"status\":422,\"detail\":\"d\",\"errors\":["
          + "{\"pointer\":\"#/words/0\",\"code\":\"c\",\"detail\":\"d\"}]}";

  @Test
  void whatIsRightIsFoundRight() {
    assertThat(Judge.check(trial(GOOD), answer(200, RIGHT))).isEqualTo(3);
    assertThat(Judge.check(trial("{}"), answer(422, PROBLEM.replace("/words/0", "")))).isZero();
    assertThat(Judge.check(row("a"), answer(200, row(RIGHT, 0)))).isEqualTo(3);
    assertThat(Judge.check(row("1"), answer(404, PROBLEM.replace("422", "404")))).isZero();
  }

  static Stream<Arguments> whatIsWrongIsFound() {
    return Stream.of(
        argumentSet("a score", trial(GOOD), answer(200, RIGHT.replace("[4]", "[4.00001]"))),
        argumentSet("a weight", trial(GOOD), answer(200, RIGHT.replace("[1]", "[0.99999]"))),
        argumentSet("a context", trial(GOOD), answer(200, RIGHT.replace("[2]", "[2.00001]"))),
        argumentSet("no number", trial(GOOD), answer(200, RIGHT.replace("[4]", "[\"NaN\"]"))),
        argumentSet("a row too many", trial(GOOD), answer(200, RIGHT.replace("[4]", "[4],[4]"))),
        argumentSet("no weights", trial(GOOD), answer(200, "{\"scores\":[[4]]}")),
        argumentSet("a failure", trial(GOOD), answer(500, PROBLEM.replace("422", "500"))),
        argumentSet("busy", trial(GOOD), answer(503, PROBLEM.replace("422", "503"))),
        argumentSet("malformed, but taken", trial(GOOD + "}"), answer(200, RIGHT)),
        argumentSet("malformed, but only faulty", trial("{"), answer(422, PROBLEM)),
        argumentSet("no UTF-8, but taken", latin1(GOOD.replace('a', 'ä')), answer(200, RIGHT)),
        argumentSet(
            "readable, but malformed", trial(GOOD), answer(400, PROBLEM.replace("422", "400"))),
        argumentSet(
            "a fault nowhere", trial(GOOD), answer(422, PROBLEM.replace("words/0", "words/7/x"))),
        argumentSet(
            "a fault without a place", trial(GOOD), answer(422, PROBLEM.replace("pointer", "p"))),
        argumentSet("no faults", trial(GOOD), answer(422, PROBLEM.replace("errors", "e"))),
        argumentSet("another status within", trial(GOOD), answer(413, PROBLEM)),
        argumentSet(
            "a name of ours",
            trial(GOOD),
            answer(422, PROBLEM.replace("\"d\"", "\"a.b.Exception\""))),
        argumentSet("another query", row("a"), answer(200, row(RIGHT, 1))),
        argumentSet("a query that is there", row("a"), answer(404, PROBLEM.replace("422", "404"))),
        argumentSet("a query that is nowhere", row("b"), answer(200, row(RIGHT, 0))),
        argumentSet(
            "a line too few",
            Trial.of(Endpoint.LINES, ATTENTION, "application/x-ndjson", utf8(GOOD + "\n" + GOOD)),
            answer(200, "application/x-ndjson", RIGHT + "\n")),
        argumentSet(
            "a merged context",
            Trial.ofJson(
                Endpoint.MERGE,
                ATTENTION + "/merge",
                utf8(
                    "{\"parts\":[{\"context\":[[1]],\"lse\":[0]},{\"context\":[[3]],\"lse\":[0]}]}")),
            answer(200, "{\"context\":[[2.001]],\"lse\":[0.6931472],\"shares\":[[0.5,0.5]]}")),
        argumentSet(
            "a tensor",
            Trial.ofJson(
                Endpoint.TENSORS, "/v2/models/attention/infer", utf8(tensors("Q", "K", "V"))),
            answer(200, "{\"outputs\":[" + tensor("Y").replace("[2]", "[2.001]") + "]}")));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsWrongIsFound(Trial trial, Answer answer) {
    assertThatThrownBy(() -> Judge.check(trial, answer)).isInstanceOf(AssertionError.class);
  }

  private static Trial trial(String body) {
    return Trial.ofJson(Endpoint.WHOLE, ATTENTION, utf8(body));
  }

  private static Trial latin1(String body) {
    return Trial.ofJson(Endpoint.WHOLE, ATTENTION, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Trial row(String query) {
    return Trial.ofJson(Endpoint.ROW, ATTENTION + "/queries/" + query, utf8(GOOD));
  }

  private static String row(String answer, int position) {
    return answer
        .replace("[[", "[")
        .replace("]]", "]")
        .replace("{", "{\"position\":" + position + ",");
  }

  private static String tensors(String... names) {
    return Stream.of(names)
        .map(JudgeTest::tensor)
        .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
  }

  private static String tensor(String name) {
    return "{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":[1,1,1,1],\"data\":[2]}"
        .formatted(name);
  }

  private static Answer answer(int status, String body) {
    boolean refused = status >= 400;
    return answer(status, refused ? "application/problem+json" : "application/json", body);
  }

  private static Answer answer(int status, String type, String body) {
    var headers = Map.of("content-type", type, "x-content-type-options", "nosniff");
    return new Answer(status, headers, utf8(body), Duration.ZERO);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
