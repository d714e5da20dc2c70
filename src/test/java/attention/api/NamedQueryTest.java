package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How a path names a query.
class NamedQueryTest extends RunningService {

  private static final String TWICE =
      """
      {"words": [{"word": "to", "vector": [1]}, {"word": "be", "vector": [2]},
                 {"word": "or", "vector": [3]}, {"word": "to", "vector": [4]},
                 {"word": "1", "vector": [5]}]}
      """;

  @Test
  void aWordThatStandsTwiceIsAmbiguous() {
    Reply reply = post(ATTENTION + "/weights/to", TWICE);

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/ambiguous-query");
    assertThat(reply.json().get("detail").asString()).contains("[0, 3]");
  }

  @Test
  void aPositionTellsThemApart() {
    Reply reply = post(ATTENTION + "/weights/3", TWICE);

    assertThat(reply.json().get("query").asString()).isEqualTo("to");
    assertThat(reply.json().get("position").asInt()).isEqualTo(3);
  }

  @Test
  void aWordOfDigitsWinsOverThePosition() {
    assertThat(post(ATTENTION + "/weights/1", TWICE).json().get("position").asInt()).isEqualTo(4);
  }

  static Stream<Arguments> whatIsNeitherWordNorPositionIsNotFound() {
    return Stream.of(
        argumentSet("an unknown word", "dogs"),
        argumentSet("a position behind the last", "5"),
        argumentSet("below 0", "-1"),
        argumentSet("a plus sign", "+0"),
        argumentSet("a leading zero", "00"),
        argumentSet("full-width digits", "０"),
        argumentSet("more digits than an int", "99999999999"),
        argumentSet("another case", "BE"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNeitherWordNorPositionIsNotFound(String query) {
    for (String path : new String[] {"/queries/", "/scores/", "/weights/", "/context/"}) {
      Reply reply = post(ATTENTION + path + encoded(query), TWICE);

      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.json().get("type").asString()).isEqualTo("/problems/unknown-query");
    }
  }

  static Stream<Arguments> anyTextCanBeAWord() {
    return Stream.of(
        argumentSet("a slash", "and/or"),
        argumentSet("a backslash", "and\\or"),
        argumentSet("a semicolon", "a;b"),
        argumentSet("a per cent sign", "100%"),
        argumentSet("a question mark", "why?"),
        argumentSet("a space", "New York"),
        argumentSet("a plus", "C++"),
        argumentSet("dots", ".."),
        argumentSet("an accent", "fenêtres"),
        argumentSet("another script", "猫"),
        argumentSet("a joined emoji", "👩‍💻"));
  }

  @ParameterizedTest
  @MethodSource
  void anyTextCanBeAWord(String word) {
    String request =
        JSON.createObjectNode()
            .set(
                "words",
                JSON.createArrayNode()
                    .add(JSON.createObjectNode().put("word", "first").set("vector", one()))
                    .add(JSON.createObjectNode().put("word", word).set("vector", one())))
            .toString();

    Reply reply = post(ATTENTION + "/weights/" + encoded(word), request);

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().get("query").asString()).isEqualTo(word);
  }

  private static tools.jackson.databind.JsonNode one() {
    return JSON.createArrayNode().add(1);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace(".", "%2E");
  }
}
