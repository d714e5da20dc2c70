package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which format an answer has, and what does not depend on it.
class FormatNegotiationTest extends RunningService {

  private static final String REQUEST =
      """
      {"words": [{"word": "=1+1", "vector": [1, 2]}, {"word": "猫", "vector": [3, 4]}],
       "options": {"causal": true}}
      """;

  static Stream<Arguments> theFormatFollowsAccept() {
    return Stream.of(
        argumentSet("nothing said", "", "application/json"),
        argumentSet("anything", "*/*", "application/json"),
        argumentSet("a browser's script", "application/json, text/plain, */*", "application/json"),
        argumentSet("text", "text/plain", "text/plain;charset=UTF-8"),
        argumentSet("any text", "text/*", "text/plain;charset=UTF-8"),
        argumentSet("CSV", "text/csv", "text/csv;charset=UTF-8"),
        argumentSet("Markdown", "text/markdown", "text/markdown;charset=UTF-8"),
        argumentSet(
            "by quality", "text/csv;q=0.4, text/markdown;q=0.8", "text/markdown;charset=UTF-8"),
        argumentSet("SVG", "image/svg+xml", "image/svg+xml"),
        argumentSet("PNG", "image/png", "image/png"),
        argumentSet(
            "an img element",
            "image/avif,image/apng,image/svg+xml,image/*,*/*;q=0.8",
            "image/svg+xml"),
        argumentSet("CBOR", "application/cbor", "application/cbor"),
        argumentSet("by rows", "application/x-ndjson", "application/x-ndjson"));
  }

  @ParameterizedTest
  @MethodSource
  void theFormatFollowsAccept(String accept, String expected) {
    Reply reply =
        accept.isEmpty()
            ? post(ATTENTION + "/weights", REQUEST)
            : post(ATTENTION + "/weights", REQUEST, "Accept", accept);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo(expected);
    assertThat(reply.header("Vary")).isEqualTo("Accept");
  }

  static Stream<Arguments> theParameterWinsOverAccept() {
    return Stream.of(
        argumentSet("json", "json", "application/json"),
        argumentSet("text", "text", "text/plain;charset=UTF-8"),
        argumentSet("csv", "csv", "text/csv;charset=UTF-8"),
        argumentSet("markdown", "markdown", "text/markdown;charset=UTF-8"),
        argumentSet("svg", "svg", "image/svg+xml"),
        argumentSet("png", "png", "image/png"),
        argumentSet("ndjson", "ndjson", "application/x-ndjson"));
  }

  @ParameterizedTest
  @MethodSource
  void theParameterWinsOverAccept(String format, String expected) {
    Reply reply = post(ATTENTION + "?format=" + format, REQUEST, "Accept", "text/html");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo(expected);
  }

  @Test
  void anUnknownFormatIsRefusedBeforeAnythingIsComputed() {
    Reply header = post(ATTENTION, REQUEST, "Accept", "text/html");
    Reply parameter = post(ATTENTION + "?format=pdf", REQUEST);

    assertThat(List.of(header.status(), parameter.status())).containsOnly(406);
    assertThat(header.json().get("type").asString()).isEqualTo("/problems/not-acceptable");
    assertThat(header.json().get("detail").asString())
        .contains("application/json", "text/plain", "text/csv", "text/markdown", "x-ndjson")
        .contains("image/svg+xml", "image/png");
  }

  @Test
  void aProblemIsAProblemDocumentWhateverIsAccepted() {
    for (String accept :
        List.of(
            "text/plain",
            "text/csv",
            "application/x-ndjson",
            "image/png",
            "image/svg+xml",
            "text/html")) {
      Reply reply = post(ATTENTION, "{}", "Accept", accept);

      assertThat(reply.header("Content-Type")).as(accept).isEqualTo("application/problem+json");
      assertThat(reply.status()).as(accept).isEqualTo(accept.equals("text/html") ? 406 : 422);
    }
  }

  @Test
  void hiddenKeysAreADashInTextAndZeroInData() {
    assertThat(post(ATTENTION + "/weights?format=text", REQUEST).body())
        .isEqualTo(
            """
            weights: each row adds up to 1
                     =1+1       猫
            =1+1   1.0000        -
            猫     0.0000   1.0000
            """);
    assertThat(post(ATTENTION + "/weights", REQUEST).json().at("/weights/0/1").asDouble()).isZero();
  }

  @Test
  void parametersThatMeanNothingAreRefused() {
    for (String wrong :
        List.of("format=csv&csv=plain", "format=svg&theme=pink", "format=png&theme=")) {
      Reply reply = post(ATTENTION + "/weights?" + wrong, REQUEST);

      assertThat(reply.status()).as(wrong).isEqualTo(400);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.json().get("detail").asString()).contains("must be");
    }
  }

  @Test
  void spreadsheetsGetNoFormulas() {
    assertThat(post(ATTENTION + "/weights?format=csv", REQUEST).body())
        .startsWith(",=1+1,猫\r\n=1+1,1.0,0.0");
    assertThat(post(ATTENTION + "/weights?format=csv&csv=spreadsheet", REQUEST).body())
        .startsWith(",'=1+1,猫\r\n'=1+1,1.0,0.0");
  }

  @Test
  void prettyLaysOutJsonWithARowOnALine() {
    assertThat(post(ATTENTION + "/weights/1?pretty", REQUEST).body())
        .isEqualTo(
            """
            {
              "query": "猫",
              "position": 1,
              "words": ["=1+1","猫"],
              "weights": [8.3152804E-7,0.99999917]
            }
            """);
    assertThat(post(ATTENTION + "/context?pretty", REQUEST).body())
        .contains("\"context\": [\n    [1.0,2.0],\n    [");
  }
}
