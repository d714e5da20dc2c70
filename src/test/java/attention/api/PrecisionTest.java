package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Single and double precision, as a caller sees them.
class PrecisionTest extends RunningService {

  private static final String THIRDS =
      """
      {"words": [{"word": "a", "vector": [0.1]}, {"word": "b", "vector": [0.2]}],
       "options": {"precision": "%s"}, "include": ["scores", "weights", "lse"]}
      """;

  @Test
  void singlePrecisionPrintsTheShortestTextOfAFloat() {
    JsonNode answer = post(ATTENTION, THIRDS.formatted("float32")).json();

    // 0.1f * 0.2f, rounded to single precision
    assertThat(answer.at("/scores/0/1").toString()).isEqualTo("0.020000001");
    assertThat(answer.at("/options/precision").asString()).isEqualTo("float32");
  }

  @Test
  void doublePrecisionPrintsTheShortestTextOfADouble() {
    JsonNode answer = post(ATTENTION, THIRDS.formatted("float64")).json();

    // 0.1 * 0.2 in double precision, as any language prints it
    assertThat(answer.at("/scores/0/1").toString()).isEqualTo("0.020000000000000004");
    assertThat(answer.at("/options/precision").asString()).isEqualTo("float64");
  }

  @Test
  void doublePrecisionIsWithinAFewRoundoffsOfTheFormula() {
    JsonNode answer = post(ATTENTION, THIRDS.formatted("float64")).json();

    double a = Math.exp(0.01);
    double b = Math.exp(0.02);
    assertThat(answer.at("/weights/0/0").asDouble()).isCloseTo(a / (a + b), within(4e-16));
    assertThat(answer.at("/lse/0").asDouble()).isCloseTo(Math.log(a + b), within(4e-16));
  }

  @Test
  void scoresNear1e300NeedDoublePrecision() {
    String huge =
        "{\"words\":[{\"word\":\"a\",\"vector\":[1e150]},{\"word\":\"b\",\"vector\":[-1e150]}]%s}";

    JsonNode answer =
        post(ATTENTION, huge.formatted(",\"options\":{\"precision\":\"float64\"}")).json();

    assertThat(answer.get("weights").toString()).isEqualTo("[[1.0,0.0],[0.0,1.0]]");
    assertThat(post(ATTENTION, huge.formatted("")).status()).isEqualTo(422);
  }

  @Test
  void overflowOfDoublePrecisionIsFoundToo() {
    String huge =
        "{\"words\":[{\"word\":\"a\",\"vector\":[1e200]}],\"options\":{\"precision\":\"float64\"}}";

    assertThat(post(ATTENTION, huge).json().at("/errors/0/pointer").asString())
        .isEqualTo("#/words/0/vector");
  }

  @Test
  void tablesAndCsvShowTheDigitsOfThePrecision() {
    assertThat(post(ATTENTION + "/scores?format=csv", THIRDS.formatted("float64")).body())
        .contains("0.020000000000000004");
    assertThat(post(ATTENTION + "/scores?format=csv", THIRDS.formatted("float32")).body())
        .contains("0.020000001");
  }

  @Test
  void aSinkTakesWeightAndGivesNothing() {
    String request =
        """
        {"words": [{"word": "a", "vector": [0]}, {"word": "b", "vector": [0]}],
         "options": {"sinks": [0], "precision": "float64"}, "include": ["weights", "lse"]}
        """;

    JsonNode answer = post(ATTENTION, request).json();

    // three equal logits, one of which is no key
    assertThat(answer.at("/weights/0/0").asDouble()).isCloseTo(1.0 / 3, within(2e-16));
    assertThat(answer.at("/lse/0").asDouble()).isCloseTo(Math.log(3), within(3e-16));
  }
}
