package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What each dialect makes of what a request does not say. Two queries look at three equal keys, so
/// that every visible key takes the same share and the pictures of the weights can be read.
class DialectTest extends RunningService {

  private static final String REQUEST =
      """
      {"queries": [{"word": "q0", "vector": [1, 0, 0, 0]}, {"word": "q1", "vector": [1, 0, 0, 0]}],
       "keys": [{"word": "k0", "vector": [4, 0, 0, 0]}, {"word": "k1", "vector": [4, 0, 0, 0]},
                {"word": "k2", "vector": [4, 0, 0, 0]}],
       "options": {"dialect": "%s", %s}, "include": ["scores", "weights"], "decimals": 2}
      """;

  private static final String CAUSAL = "'causal': true";
  private static final String DENSE =
      "'mask': {'type': 'dense', 'allowed': [[true, false, false], [true, true, true]]}";

  static Stream<Arguments> theDialectDecidesWhatIsNotSaid() {
    return Stream.of(
        argumentSet("tutorial, causal", "tutorial", CAUSAL, "[[1.0,0.0,0.0],[0.5,0.5,0.0]]"),
        argumentSet("sdpa, causal", "pytorch-sdpa", CAUSAL, "[[1.0,0.0,0.0],[0.5,0.5,0.0]]"),
        argumentSet("flash, causal", "flash-attention", CAUSAL, "[[0.5,0.5,0.0],[0.33,0.33,0.33]]"),
        argumentSet(
            "flash, window of the query alone",
            "flash-attention",
            "'mask': {'type': 'window', 'left': 0, 'right': 0}",
            "[[0.0,1.0,0.0],[0.0,0.0,1.0]]"),
        argumentSet("onnx, dense", "onnx-25", DENSE, "[[1.0,0.0,0.0],[0.33,0.33,0.33]]"),
        argumentSet(
            "jax, dense",
            "jax",
            DENSE.replace("[true, false, false]", "[false, false, false]"),
            "[[0.33,0.33,0.33],[0.33,0.33,0.33]]"),
        argumentSet(
            "sdpa, dense, empty row",
            "pytorch-sdpa",
            DENSE.replace("[true, false, false]", "[false, false, false]"),
            "[[0.0,0.0,0.0],[0.33,0.33,0.33]]"),
        argumentSet(
            "mha, where true hides",
            "pytorch-mha",
            DENSE,
            "[[0.0,0.5,0.5],[\"NaN\",\"NaN\",\"NaN\"]]"),
        argumentSet(
            "mha, with rows of zero",
            "pytorch-mha",
            DENSE + ", 'emptyRows': 'zero'",
            "[[0.0,0.5,0.5],[0.0,0.0,0.0]]"));
  }

  @ParameterizedTest
  @MethodSource
  void theDialectDecidesWhatIsNotSaid(String dialect, String options, String weights) {
    JsonNode answer =
        post(ATTENTION, REQUEST.formatted(dialect, options).replace('\'', '"')).json();

    assertThat(answer.get("weights").toString()).isEqualTo(weights);
    // 1 · 4, and times 1/√4 everywhere but in the tutorial
    assertThat(answer.at("/scores/0/0").asDouble()).isEqualTo(dialect.equals("tutorial") ? 4 : 2);
  }

  @ParameterizedTest
  @MethodSource("theDialectDecidesWhatIsNotSaid")
  void optionsSentBackGiveTheSameAnswer(String dialect, String options, String weights) {
    String request = REQUEST.formatted(dialect, options).replace('\'', '"');
    JsonNode first = post(ATTENTION, request).json();
    String echoed =
        request
            .replaceFirst("\"options\": \\{.*\\}, \"include\"", "\"options\": %s, \"include\"")
            .formatted(first.get("options"));

    assertThat(post(ATTENTION, echoed).json().toString()).isEqualTo(first.toString());
    assertThat(first.get("weights").toString()).isEqualTo(weights);
  }
}
