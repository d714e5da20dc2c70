package attention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attention.core.AmbiguousQuery;
import attention.core.UnknownQuery;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What an answer holds, and the numbers of the tutorial.
class AttentionServiceTest {

  private static final String EVERYTHING =
      "'include': ['diagnosis', 'explanation', 'contributions', 'lse', 'context', 'weights',"
          + " 'logits', 'capped', 'scores']";

  private final AttentionService service = Requests.service();

  private static AttentionRequest tutorial(String members) {
    return Requests.request("{%s, %s}".formatted(Requests.TUTORIAL_WORDS, members));
  }

  private static AttentionRequest cross(String members) {
    return Requests.request(
        """
        {'queries': [{'word': 'x', 'vector': [1, 2]}],
         'keys':    [{'word': 'a', 'vector': [0, 1]}, {'word': 'b', 'vector': [1, 0]}],
         'values':  [{'word': 'p', 'vector': [3]},    {'word': 'q', 'vector': [5]}],
         %s}\
        """
            .formatted(members));
  }

  @Test
  void theNumbersOfTheTutorial() {
    JsonNode answer = Json.tree(service.attend(tutorial("'decimals': 4")));

    assertThat(answer.get("scores").get(1)).hasToString("[0.32,0.77,0.74,0.53]");
    assertThat(answer.get("weights").get(1)).hasToString("[0.1878,0.2946,0.2859,0.2317]");
    assertThat(answer.get("context").get(1)).hasToString("[0.5453,0.4367,0.308]");
  }

  /// Each head has one number a word; the first head's bias hides the second key, the second head's
  /// the first.
  @Test
  void aBiasMayDifferByHead() {
    String bias =
        "'type': 'dense', 'values': [[[0, '-Infinity']], [['-Infinity', 0]]]"; // heads, queries
    var request =
        Requests.request(
            """
            {'queries': [{'word': 'x', 'vector': [1, 2]}],
             'keys':    [{'word': 'a', 'vector': [3, 4]}, {'word': 'b', 'vector': [5, 6]}],
             'heads': 2, 'options': {'bias': {%s}}}\
            """
                .formatted(bias));
    JsonNode answer = Json.tree(service.attend(request));

    assertThat(answer.at("/heads/0/weights")).hasToString("[[1.0,0.0]]");
    assertThat(answer.at("/heads/1/weights")).hasToString("[[0.0,1.0]]");
    assertThat(answer.get("context")).hasToString("[[3.0,6.0]]");
  }

  @Test
  void allThreeStepsUnlessTheRequestSaysOtherwise() {
    JsonNode all = Json.tree(service.attend(tutorial("'decimals': 4")));
    JsonNode one = Json.tree(service.attend(tutorial("'decimals': 4"), "love"));

    assertThat(all.propertyNames())
        .containsExactly("words", "options", "scores", "weights", "context");
    assertThat(one.propertyNames())
        .containsExactly(
            "query", "position", "words", "options", "scores", "weights", "context", "explanation");
  }

  @ParameterizedTest
  @EnumSource
  void oneMemberAlone(Include member) {
    String name = member.name().toLowerCase(Locale.ROOT);
    AttentionRequest request = tutorial("'include': ['%s']".formatted(name));
    JsonNode complete = Json.tree(service.attend(tutorial(EVERYTHING)));

    JsonNode all = Json.tree(service.attend(request));
    JsonNode one = Json.tree(service.attend(request, "love"));

    assertThat(all.propertyNames()).containsExactly("words", "options", name);
    assertThat(one.propertyNames()).containsExactly("query", "position", "words", "options", name);
    assertThat(all.get(name)).isEqualTo(complete.get(name));
    assertThat(one.get(name)).isEqualTo(complete.get(name).get(1));
  }

  @Test
  void allMembersStandInTheOrderOfThePipeline() {
    assertThat(Json.tree(service.attend(tutorial(EVERYTHING))).propertyNames())
        .containsExactly(
            "words",
            "options",
            "scores",
            "capped",
            "logits",
            "weights",
            "context",
            "lse",
            "contributions",
            "explanation",
            "diagnosis");
  }

  @Test
  void aMemberThatIsNamedTwiceStandsThereOnce() {
    assertThat(Json.tree(service.attend(tutorial("'include': ['lse', 'lse']"))).propertyNames())
        .containsExactly("words", "options", "lse");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCORES", "WEIGHTS", "CONTEXT"})
  void aStageByItself(Include stage) {
    AttentionRequest request = tutorial("'include': ['lse']");
    String name = stage.name().toLowerCase(Locale.ROOT);
    JsonNode expected = Json.tree(service.attend(tutorial(EVERYTHING))).get(name);

    JsonNode ofAll = Json.tree(all(stage, request));
    JsonNode ofOne = Json.tree(one(stage, request));

    assertThat(ofAll.propertyNames()).containsExactly("words", "options", name);
    assertThat(ofOne.propertyNames()).containsExactly("query", "position", "words", name);
    assertThat(ofAll.get(name)).isEqualTo(expected);
    assertThat(ofOne.get(name)).isEqualTo(expected.get(1));
  }

  @Test
  void crossAttentionNamesQueriesAndKeys() {
    JsonNode all = Json.tree(service.scores(cross("'include': ['scores']")));
    JsonNode one = Json.tree(service.scores(cross("'include': ['scores']"), "x"));

    assertThat(all.propertyNames()).containsExactly("queries", "keys", "options", "scores");
    assertThat(all.get("queries")).hasToString("[\"x\"]");
    assertThat(all.get("keys")).hasToString("[\"a\",\"b\"]");
    assertThat(all.get("scores")).hasToString("[[2.0,1.0]]");
    assertThat(one.propertyNames()).containsExactly("query", "position", "keys", "scores");
    assertThat(one.get("keys")).hasToString("[\"a\",\"b\"]");
  }

  // Scores 2 and 1: weights e/(e+1) and 1/(e+1), so the context is (3e+5)/(e+1).
  @Test
  void valuesAreWhatTheContextIsMadeOf() {
    JsonNode answer =
        Json.tree(service.attend(cross("'include': ['contributions', 'context'], 'decimals': 6")));

    assertThat(answer.get("contributions")).hasToString("[[[2.193176],[1.344707]]]");
    assertThat(answer.get("context")).hasToString("[[3.537883]]");
  }

  @Test
  void aQueryIsNamedByItsWordOrItsPosition() {
    assertThat(service.scores(tutorial("'decimals': 2"), "cozy"))
        .usingRecursiveComparison()
        .isEqualTo(service.scores(tutorial("'decimals': 2"), "2"));
  }

  @Test
  void onlyAQueryCanBeNamedAndOnlyIfItStandsOnce() {
    AttentionRequest twice =
        Requests.request("{'words': [{'word': 'a', 'vector': [1]}, {'word': 'a', 'vector': [2]}]}");

    assertThatThrownBy(() -> service.attend(twice, "a"))
        .isInstanceOf(AmbiguousQuery.class)
        .hasMessage("\"a\" stands at the positions [0, 1]: name one of these instead");
    assertThatThrownBy(() -> service.attend(cross("'decimals': 2"), "a"))
        .as("a key")
        .isInstanceOf(UnknownQuery.class)
        .hasMessage("\"a\" is no word of this request, and no position from 0 to 0");
  }

  @Test
  void roundingOneAnswerLeavesTheNextAsItIs() {
    AttentionRequest request = tutorial("'include': ['scores', 'context']");
    String before = Json.text(service.attend(request));

    service.attend(tutorial("'decimals': 0"));

    assertThat(Json.text(service.attend(request))).isEqualTo(before);
  }

  private AttentionAnswer all(Include stage, AttentionRequest request) {
    return switch (stage) {
      case SCORES -> service.scores(request);
      case WEIGHTS -> service.weights(request);
      default -> service.context(request);
    };
  }

  private QueryAnswer one(Include stage, AttentionRequest request) {
    return switch (stage) {
      case SCORES -> service.scores(request, "love");
      case WEIGHTS -> service.weights(request, "love");
      default -> service.context(request, "love");
    };
  }
}
