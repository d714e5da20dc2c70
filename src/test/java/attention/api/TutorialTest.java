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
import tools.jackson.databind.JsonNode;

/// The numbers of the tutorial, as its notebook prints them to four digits, through every path and
/// format.
class TutorialTest extends RunningService {

  private static final String REQUEST =
      """
      {"words": [{"word": "Cats", "vector": [0.1, 0.2, 0.3]},
                 {"word": "love", "vector": [0.4, 0.5, 0.6]},
                 {"word": "cozy", "vector": [0.7, 0.8, 0.1]},
                 {"word": "windows", "vector": [0.9, 0.1, 0.2]}],
       "decimals": 4}
      """;

  private static final String WEIGHTS =
      "[[0.2296,0.2749,0.2589,0.2366],[0.1878,0.2946,0.2859,0.2317],"
          + "[0.1509,0.2439,0.3638,0.2414],[0.1619,0.232,0.2834,0.3227]]";
  private static final String CONTEXT =
      "[[0.5271,0.4141,0.307],[0.5453,0.4367,0.308],[0.5846,0.4673,0.2763],[0.5978,0.4074,0.2807]]";
  private static final String LOVE_SCORES = "[0.32,0.77,0.74,0.53]";
  private static final String LOVE_WEIGHTS = "[0.1878,0.2946,0.2859,0.2317]";
  private static final String LOVE_CONTEXT = "[0.5453,0.4367,0.308]";

  @Test
  void allStepsForAllWords() {
    JsonNode answer = post(ATTENTION, REQUEST).json();

    assertThat(answer.propertyNames())
        .containsExactly("words", "options", "scores", "weights", "context");
    assertThat(answer.get("words").toString())
        .isEqualTo("[\"Cats\",\"love\",\"cozy\",\"windows\"]");
    assertThat(answer.get("scores").get(1).toString()).isEqualTo(LOVE_SCORES);
    assertThat(answer.get("weights").toString()).isEqualTo(WEIGHTS);
    assertThat(answer.get("context").toString()).isEqualTo(CONTEXT);
  }

  @Test
  void theAnswerSaysWhichOptionsWereUsed() {
    assertThat(post(ATTENTION, REQUEST).json().get("options").toString())
        .isEqualTo(
            "{\"dialect\":\"tutorial\",\"scale\":1.0,\"temperature\":1.0,\"precision\":\"float32\",\"emptyRows\":\"zero\"}");
  }

  static Stream<Arguments> oneStepForAllWords() {
    return Stream.of(
        argumentSet("step 2", "weights", WEIGHTS), argumentSet("step 3", "context", CONTEXT));
  }

  @ParameterizedTest
  @MethodSource
  void oneStepForAllWords(String stage, String expected) {
    JsonNode answer = post(ATTENTION + "/" + stage, REQUEST).json();

    assertThat(answer.propertyNames()).containsExactly("words", "options", stage);
    assertThat(answer.get(stage).toString()).isEqualTo(expected);
  }

  static Stream<Arguments> oneStepForOneWord() {
    return Stream.of(
        argumentSet("step 1 by word", "scores", "love", LOVE_SCORES),
        argumentSet("step 2 by word", "weights", "love", LOVE_WEIGHTS),
        argumentSet("step 3 by word", "context", "love", LOVE_CONTEXT),
        argumentSet("step 1 by position", "scores", "1", LOVE_SCORES),
        argumentSet("step 2 by position", "weights", "1", LOVE_WEIGHTS),
        argumentSet("step 3 by position", "context", "1", LOVE_CONTEXT));
  }

  @ParameterizedTest
  @MethodSource
  void oneStepForOneWord(String stage, String query, String expected) {
    JsonNode answer = post(ATTENTION + "/" + stage + "/" + query, REQUEST).json();

    assertThat(answer.propertyNames()).containsExactly("query", "position", "words", stage);
    assertThat(answer.get("query").asString()).isEqualTo("love");
    assertThat(answer.get("position").asInt()).isEqualTo(1);
    assertThat(answer.get(stage).toString()).isEqualTo(expected);
  }

  @Test
  void oneWordExplained() {
    JsonNode answer = post(ATTENTION + "/queries/love", REQUEST).json();

    assertThat(answer.get("scores").toString()).isEqualTo(LOVE_SCORES);
    assertThat(answer.get("weights").toString()).isEqualTo(LOVE_WEIGHTS);
    assertThat(answer.get("context").toString()).isEqualTo(LOVE_CONTEXT);
    JsonNode explanation = answer.get("explanation");
    assertThat(explanation.get("summary").asString())
        .isEqualTo(
            "love pays attention to itself 29.5%, cozy 28.6%, windows 23.2% and Cats 18.8%.");
    assertThat(explanation.get("workings").get(2).asString())
        .isEqualTo("0.4×0.7 + 0.5×0.8 + 0.6×0.1 = 0.74");
    assertThat(explanation.get("shares").get(2).asString()).isEqualTo("e^0.74 ÷ 7.332 = 28.6%");
    assertThat(explanation.get("top").get(0).toString())
        .isEqualTo("{\"word\":\"love\",\"position\":1,\"weight\":0.2946,\"contribution\":0.2585}");
  }

  static Stream<Arguments> everyPathInEveryFormatForPeople() {
    return Stream.of("scores", "weights", "context")
        .flatMap(
            stage ->
                Stream.of(stage + "/love", stage + "/1", stage, "queries/love", "queries/1", "")
                    .map(path -> argumentSet(stage + " at /" + path, path, stage)));
  }

  @ParameterizedTest
  @MethodSource
  void everyPathInEveryFormatForPeople(String path, String stage) {
    String url = ATTENTION + (path.isEmpty() ? "" : "/" + path);
    String[] numbers =
        switch (stage) {
          case "scores" -> new String[] {"0.3200", "0.7700", "0.7400", "0.5300"};
          case "weights" -> new String[] {"0.1878", "0.2946", "0.2859", "0.2317"};
          default -> new String[] {"0.5453", "0.4367", "0.3080"};
        };
    boolean tidy = path.isEmpty() || path.startsWith("queries");
    String exact = String.join(",", numbers).replaceAll("0+(?=,|$)", "");
    String third = numbers[2].replaceAll("0+$", "");
    String key = stage.equals("context") ? "d3" : "cozy";

    assertThat(post(url + "?format=text", REQUEST).body())
        .containsPattern("(?m)^love +" + String.join("   ", numbers) + "$");
    assertThat(post(url + "?format=markdown", REQUEST).body())
        .contains("| love | " + String.join(" | ", numbers) + " |\n");
    assertThat(post(url + "?format=csv", REQUEST).body())
        .contains(
            tidy
                ? "\r\n%s,love,1,%s,2,%s\r\n".formatted(stage, key, third)
                : "\r\nlove," + exact + "\r\n");
  }

  @Test
  void textForATerminal() {
    assertThat(post(ATTENTION, REQUEST, "Accept", "text/plain").body())
        .isEqualTo(
            """
            scores: row looks at column
                        Cats     love     cozy  windows
            Cats      0.1400   0.3200   0.2600   0.1700
            love      0.3200   0.7700   0.7400   0.5300
            cozy      0.2600   0.7400   1.1400   0.7300
            windows   0.1700   0.5300   0.7300   0.8600

            weights: each row adds up to 1
                        Cats     love     cozy  windows
            Cats      0.2296   0.2749   0.2589   0.2366
            love      0.1878   0.2946   0.2859   0.2317
            cozy      0.1509   0.2439   0.3638   0.2414
            windows   0.1619   0.2320   0.2834   0.3227

            context: one row per word
                          d1       d2       d3
            Cats      0.5271   0.4141   0.3070
            love      0.5453   0.4367   0.3080
            cozy      0.5846   0.4673   0.2763
            windows   0.5978   0.4074   0.2807
            """);
  }

  @Test
  void csvOfOneStepIsATable() {
    assertThat(post(ATTENTION + "/weights", REQUEST, "Accept", "text/csv").body())
        .isEqualTo(
            """
            ,Cats,love,cozy,windows
            Cats,0.2296,0.2749,0.2589,0.2366
            love,0.1878,0.2946,0.2859,0.2317
            cozy,0.1509,0.2439,0.3638,0.2414
            windows,0.1619,0.232,0.2834,0.3227
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void csvOfSeveralStepsHasALineForEachNumber() {
    List<String> lines = post(ATTENTION, REQUEST, "Accept", "text/csv").body().lines().toList();

    assertThat(lines).hasSize(1 + 16 + 16 + 12);
    assertThat(lines.getFirst()).isEqualTo("stage,query,queryPosition,key,keyPosition,value");
    assertThat(lines)
        .contains(
            "scores,love,1,cozy,2,0.74",
            "weights,love,1,Cats,0,0.1878",
            "context,love,1,d3,2,0.308");
  }

  @Test
  void markdownOfOneWord() {
    assertThat(post(ATTENTION + "/weights/love", REQUEST, "Accept", "text/markdown").body())
        .isEqualTo(
            """
            **weights: each row adds up to 1**

            |  | Cats | love | cozy | windows |
            | --- | ---: | ---: | ---: | ---: |
            | love | 0.1878 | 0.2946 | 0.2859 | 0.2317 |
            """);
  }

  @Test
  void byRows() {
    assertThat(post(ATTENTION, REQUEST, "Accept", "application/x-ndjson").body().lines())
        .hasSize(4)
        .element(1)
        .isEqualTo(
            "{\"query\":\"love\",\"position\":1,\"scores\":%s,\"weights\":%s,\"context\":%s}"
                .formatted(LOVE_SCORES, LOVE_WEIGHTS, LOVE_CONTEXT));
  }
}
