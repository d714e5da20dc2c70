package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Second opinions over HTTP: what comes back, and what is wrong with a request.
class OpinionsTest extends RunningService {

  private static final String COMPARE = ATTENTION + "/compare";
  private static final String WHAT_IF = ATTENTION + "/what-if";
  private static final String MERGE = ATTENTION + "/merge";
  private static final String WORDS =
      "'words':[{'word':'a','vector':[1,2]},{'word':'b','vector':[3,4]}]";

  @ParameterizedTest
  @ValueSource(
      strings = {"tutorial", "causal", "cross-attention", "multi-head", "grouped-query", "rope"})
  void ourOwnAnswersAgree(String example) {
    ObjectNode request = (ObjectNode) get("/api/v1/examples/" + example).json();
    JsonNode answer = post(ATTENTION, request.toString()).json();
    ObjectNode candidate = request.putObject("candidate");
    for (String member : List.of("scores", "weights", "context", "heads")) {
      if (answer.has(member)) {
        candidate.set(member, answer.get(member));
      }
    }

    JsonNode verdict = post(COMPARE, request.toString()).json();

    assertThat(verdict.get("agrees").asBoolean()).as(verdict.toString()).isTrue();
    assertThat(verdict.get("causes")).isEmpty();
    assertThat(verdict.get("summary").asString()).startsWith("Everything agrees");
  }

  @Test
  void theWorstNumberIsNamed() {
    JsonNode verdict =
        compare("{" + WORDS + ",'candidate':{'scores':[[5,11],[11,24]],'lse':[11.002,'NaN']}}");

    assertThat(verdict.get("agrees").asBoolean()).isFalse();
    JsonNode scores = verdict.get("stages").get(0);
    assertThat(scores.get("absolute").asDouble()).isEqualTo(1);
    assertThat(scores.get("relative").asDouble()).isEqualTo(0.04);
    assertThat(scores.get("ulps").asDouble()).isEqualTo(524000); // 2^-19 is a unit of 25 in float32
    assertThat(scores.get("rows").get(1).asDouble()).isEqualTo(1);
    assertThat(scores.get("worst").toString())
        .isEqualTo(
            "{\"query\":\"b\",\"queryPosition\":1,\"key\":\"b\",\"keyPosition\":1,"
                + "\"expected\":25.0,\"actual\":24.0}");
    assertThat(verdict.get("stages").get(1).get("absolute").asString()).isEqualTo("Infinity");
    assertThat(verdict.get("summary").asString()).contains("NaN", "No known convention");
  }

  @Test
  void aToleranceOfOnesOwnCounts() {
    String candidate = "{%s,'candidate':{'scores':[[5,11],[11,24.9]]},'tolerance':%s}";

    assertThat(compare(candidate.formatted(WORDS, "0.2")).get("agrees").asBoolean()).isTrue();
    assertThat(compare(candidate.formatted(WORDS, "0.001")).get("agrees").asBoolean()).isFalse();
  }

  private JsonNode compare(String body) {
    return post(COMPARE, body.replace('\'', '"')).json();
  }

  @Test
  void aHiddenWordGivesItsWeightToTheOthers() {
    String body =
        """
        {"words": [{"word": "a", "vector": [0]}, {"word": "b", "vector": [1]},
                   {"word": "c", "vector": [2]}, {"word": "d", "vector": [5]}],
         "options": {"scale": 0},
         "change": {"hide": ["d", 2]}}
        """;
    JsonNode answer = post(WHAT_IF, body).json();

    assertThat(answer.at("/changes/0/summary").asString())
        .isEqualTo("a: itself gains most, from 25.0% to 50.0%; c loses most, from 25.0% to 0%.");
    assertThat(answer.at("/difference/weights/0").toString()).isEqualTo("[0.25,0.25,-0.25,-0.25]");
    assertThat(answer.at("/difference/context/0/0").asDouble()).isEqualTo(-1.5);
    assertThat(answer.at("/changes/0/moved").asDouble()).isEqualTo(1.5);
    assertThat(answer.at("/before/context/0/0").asDouble()).isEqualTo(2);
    assertThat(answer.at("/after/options/mask/words").toString()).isEqualTo("[2,3]");
  }

  @Test
  void anotherVectorCountsAtItsPlace() {
    String body =
        """
        {"words": [{"word": "a", "vector": [1, 2]}, {"word": "b", "vector": [3, 4]}],
         "options": {"scale": 0},
         "change": {"vectors": [{"word": "b", "vector": [3, 10]}]}}
        """;
    JsonNode answer = post(WHAT_IF, body).json();

    assertThat(answer.at("/after/context/0").toString()).isEqualTo("[2.0,6.0]");
    assertThat(answer.at("/changes/0/summary").asString())
        .isEqualTo("a: the weights stay, the context moves by 3.0.");
  }

  /// The answer without the mask is the tutorial's: love looks at Cats by 0.1878 and so on.
  @Test
  void anOptionIsTakenAway() {
    String body =
        """
        {"words": [{"word": "Cats", "vector": [0.1, 0.2, 0.3]},
                   {"word": "love", "vector": [0.4, 0.5, 0.6]},
                   {"word": "cozy", "vector": [0.7, 0.8, 0.1]},
                   {"word": "windows", "vector": [0.9, 0.1, 0.2]}],
         "options": {"mask": {"type": "causal"}, "temperature": 1}, "decimals": 4,
         "change": {"without": ["mask"]}}
        """;
    JsonNode answer = post(WHAT_IF, body).json();

    assertThat(answer.at("/before/options/mask/type").asString()).isEqualTo("causal");
    assertThat(answer.at("/after/options").has("mask")).isFalse();
    assertThat(answer.at("/after/weights/1").toString()).isEqualTo("[0.1878,0.2946,0.2859,0.2317]");
  }

  static Stream<Arguments> eachFaultIsNamedWithItsPlace() {
    return Stream.of(
        argumentSet("no candidate", COMPARE, "{%s}", "#/candidate required"),
        argumentSet("an empty one", COMPARE, "{%s,'candidate':{}}", "#/candidate empty"),
        argumentSet("text", COMPARE, "{%s,'candidate':'x'}", "#/candidate wrong-type"),
        argumentSet(
            "a short row in front",
            COMPARE,
            "{'candidate':{'context':[[1,2],[3]]},%s}",
            "#/candidate/context/1 wrong-length"),
        argumentSet(
            "too few rows",
            COMPARE,
            "{%s,'candidate':{'weights':[[1,2]]}}",
            "#/candidate/weights wrong-length"),
        argumentSet(
            "too few log-sum-exps",
            COMPARE,
            "{%s,'candidate':{'lse':[1]}}",
            "#/candidate/lse wrong-length"),
        argumentSet(
            "null as number",
            COMPARE,
            "{%s,'candidate':{'lse':[1,null]}}",
            "#/candidate/lse/1 wrong-type"),
        argumentSet(
            "an unknown member",
            COMPARE,
            "{%s,'candidate':{'output':[1]}}",
            "#/candidate/output unknown-member"),
        argumentSet(
            "heads where there is one",
            COMPARE,
            "{%s,'candidate':{'heads':[{'lse':[1,2]}]}}",
            "#/candidate/heads conflict"),
        argumentSet(
            "too few heads",
            COMPARE,
            "{%s,'heads':2,'candidate':{'heads':[{'lse':[1,2]}]}}",
            "#/candidate/heads wrong-length"),
        argumentSet(
            "one head without a stage",
            COMPARE,
            "{%s,'heads':2,'candidate':{'heads':[{'lse':[1,2]},{}]}}",
            "#/candidate/heads/1/lse conflict"),
        argumentSet(
            "a negative tolerance",
            COMPARE,
            "{%s,'candidate':{'lse':[1,2]},'tolerance':-1}",
            "#/tolerance out-of-range"),
        argumentSet(
            "a wrong request",
            COMPARE,
            "{%s,'optoins':{},'candidate':{'lse':[1,2]}}",
            "#/optoins unknown-member"),
        argumentSet("no change", WHAT_IF, "{%s}", "#/change required"),
        argumentSet("an empty change", WHAT_IF, "{%s,'change':{}}", "#/change empty"),
        argumentSet(
            "an option that is not there",
            WHAT_IF,
            "{%s,'options':{'scale':2},'change':{'without':['scale','mask']}}",
            "#/change/without/1 unset-option"),
        argumentSet(
            "an unknown option",
            WHAT_IF,
            "{%s,'change':{'without':['windows']}}",
            "#/change/without/0 wrong-value"),
        argumentSet(
            "an object for a scale",
            WHAT_IF,
            "{%s,'change':{'options':{'scale':{'type':'causal'}}}}",
            "#/change/options/scale wrong-type"),
        argumentSet(
            "nothing to take away",
            WHAT_IF,
            "{%s,'change':{'without':[]}}",
            "#/change/without empty"),
        argumentSet(
            "an unknown word",
            WHAT_IF,
            "{%s,'change':{'hide':['z']}}",
            "#/change/hide/0 unknown-key"),
        argumentSet(
            "a word that is not in the sentence",
            WHAT_IF,
            "{'sentence':'cats love dogs','change':{'hide':['love','birds']}}",
            "#/change/hide/1 unknown-key"),
        argumentSet(
            "a word that is not in the masked sentence",
            WHAT_IF,
            "{'sentence':'cats love dogs','options':{'mask':{'type':'causal'}},"
                + "'change':{'hide':['birds']}}",
            "#/change/hide/0 unknown-key"),
        argumentSet(
            "an option out of range",
            WHAT_IF,
            "{'change':{'options':{'temperature':-1}},%s}",
            "#/change/options/temperature out-of-range"),
        argumentSet(
            "a short vector",
            WHAT_IF,
            "{%s,'change':{'vectors':[{'word':'a','vector':[1]}]}}",
            "#/change/vectors/0/vector wrong-length"),
        argumentSet(
            "a vector of no word",
            WHAT_IF,
            "{%s,'change':{'vectors':[{'list':'keys','word':'a','vector':[1,2]}]}}",
            "#/change/vectors/0/word unknown-key"),
        argumentSet("no parts", MERGE, "{}", "#/parts required"),
        argumentSet("an empty list of parts", MERGE, "{'parts':[]}", "#/parts empty"),
        argumentSet(
            "a part without lse", MERGE, "{'parts':[{'context':[[1]]}]}", "#/parts/0/lse required"),
        argumentSet(
            "a part of another shape",
            MERGE,
            "{'parts':[{'context':[[1]],'lse':[1]},{'context':[[1,2]],'lse':[1]}]}",
            "#/parts/1 wrong-shape"),
        argumentSet(
            "an infinite context",
            MERGE,
            "{'parts':[{'context':[['-Infinity']],'lse':[1]}]}",
            "#/parts/0/context/0/0 out-of-range"),
        argumentSet(
            "both forms",
            MERGE,
            "{'parts':[{'lse':[1],'heads':[{'context':[[1]],'lse':[1]}]}]}",
            "#/parts/0/lse conflict"));
  }

  @ParameterizedTest
  @MethodSource
  void eachFaultIsNamedWithItsPlace(String path, String body, String expected) {
    Reply reply = post(path, body.replace("%s", WORDS).replace('\'', '"'));

    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    var faults = new ArrayList<String>();
    for (JsonNode fault : reply.json().get("errors")) {
      faults.add(fault.get("pointer").asString() + " " + fault.get("code").asString());
    }
    assertThat(faults).containsExactly(expected);
  }

  @Test
  void headsAreMergedEachByItself() {
    String body =
        """
        {"parts": [{"heads": [{"context": [[1]], "lse": [0]},
                              {"context": [[3]], "lse": ["-Infinity"]}]},
                   {"heads": [{"context": [[2]], "lse": [0]},
                              {"context": [[4]], "lse": [7]}]}]}
        """;
    JsonNode answer = post(MERGE, body).json();

    assertThat(answer.get("context").toString()).isEqualTo("[[1.5,4.0]]");
    assertThat(answer.at("/heads/1/lse").toString()).isEqualTo("[7.0]");
    assertThat(answer.at("/heads/1/shares").toString()).isEqualTo("[[0.0,1.0]]");
  }
}
