package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Requests with a sentence instead of words with vectors. What the numbers should be is worked out
/// by src/test/reference/examples.py for the ready request `sentence`, which has a test of its own.
class SentenceRequestTest extends RunningService {

  @Test
  void everyPathTakesASentence() {
    String body = sentence("Cats love cozy windows.", "");
    for (String path : List.of("", "/scores", "/weights", "/context")) {
      JsonNode answer = post(ATTENTION + path, body).json();
      assertThat(answer.get("words").toString())
          .isEqualTo("[\"Cats\",\"love\",\"cozy\",\"windows\"]");
      assertThat(answer.at("/options/scale").asDouble()).isEqualTo(0.1);
    }
    for (String path : List.of("/queries/Cats", "/scores/1", "/weights/cozy", "/context/3")) {
      assertThat(post(ATTENTION + path, body).status()).as(path).isEqualTo(200);
    }
    assertThat(post(ATTENTION, body, "Accept", "application/x-ndjson").body().lines()).hasSize(4);
    assertThat(post(ATTENTION, body.strip(), "Content-Type", "application/x-ndjson").body())
        .contains("\"words\":[\"Cats\"");
  }

  @Test
  void theVectorsAreThoseThatTheVocabularyGives() {
    JsonNode cat = get("/api/v1/vocabulary/Cat").json();
    JsonNode answer = post(ATTENTION, sentence("cat", "")).json();

    assertThat(cat.get("word").asString()).isEqualTo("cat");
    assertThat(answer.at("/context/0")).isEqualTo(cat.get("vector"));
  }

  @Test
  void normalizedVectorsMakeScoresCosines() {
    JsonNode answer = post(ATTENTION, sentence("cat dog car", "\"normalize\": true")).json();

    // The cosines of the original vectors, which the package documents: 0.88 and 0.31.
    assertThat(answer.at("/options/scale").asDouble()).isEqualTo(1);
    assertThat(answer.at("/scores/0/0").asDouble()).isCloseTo(1, within(1e-6));
    assertThat(answer.at("/scores/0/1").asDouble()).isCloseTo(0.88, within(0.002));
    assertThat(answer.at("/scores/0/2").asDouble()).isCloseTo(0.31, within(0.002));
  }

  @Test
  void whatOptionsSayWinsOverTheUsualScale() {
    String said = sentence("cat dog", "\"options\": {\"scale\": 2}");
    String tutorial = sentence("cat dog", "\"options\": {\"dialect\": \"tutorial\"}");

    assertThat(post(ATTENTION, said).json().at("/options/scale").asDouble()).isEqualTo(2);
    assertThat(post(ATTENTION, tutorial).json().at("/options/scale").asDouble()).isEqualTo(1);
  }

  @Test
  void masksNameWordsOfTheSentenceAsTheyAreTyped() {
    String body =
        sentence(
            "The cat sat", "\"options\": {\"mask\": {\"type\": \"hidden\", \"words\": [\"The\"]}}");

    assertThat(post(ATTENTION + "/weights", body).json().at("/weights/1/0").asDouble()).isZero();
  }

  @Test
  void wordsThatAreUnknownAreNamedWithTheirPositions() {
    Reply reply = post(ATTENTION, sentence("The xyzzy cat, plughish!", ""));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("errors").size()).isEqualTo(1);
    assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo("#/sentence");
    assertThat(reply.json().at("/errors/0/code").asString()).isEqualTo("unknown-words");
    assertThat(reply.json().at("/errors/0/detail").asString())
        .isEqualTo(
            "has words that the vocabulary lacks: \"xyzzy\" (position 1), \"plughish\" (position"
                + " 3); unknownWords: \"skip\" leaves them out");
  }

  @Test
  void unknownWordsCanBeSkippedAndTheAnswerSaysSo() {
    String body = sentence("The xyzzy cat", "\"unknownWords\": \"skip\"");
    JsonNode answer = post(ATTENTION, body).json();

    assertThat(answer.get("words").toString()).isEqualTo("[\"The\",\"cat\"]");
    assertThat(answer.get("skipped").toString()).isEqualTo("[{\"word\":\"xyzzy\",\"position\":1}]");
    assertThat(post(ATTENTION + "/weights/cat", body).json().get("skipped").size()).isEqualTo(1);
    assertThat(post(ATTENTION + "/weights?format=text", body).body())
        .endsWith("left out: \"xyzzy\" (position 1)\n");
    assertThat(post(ATTENTION, sentence("The cat", "")).json().has("skipped")).isFalse();
  }

  static Stream<Arguments> whatIsWrongWithASentence() {
    return Stream.of(
        argumentSet("nothing in it", "{\"sentence\": \"\"}", "#/sentence", "empty"),
        argumentSet("no word in it", "{\"sentence\": \" … 🐈 \"}", "#/sentence", "empty"),
        argumentSet(
            "nothing left",
            "{\"sentence\": \"xyzzy\", \"unknownWords\": \"skip\"}",
            "#/sentence",
            "empty"),
        argumentSet("no text", "{\"sentence\": 7}", "#/sentence", "wrong-type"),
        argumentSet(
            "a long word",
            "{\"sentence\": \"%s\"}".formatted("a".repeat(257)),
            "#/sentence",
            "too-long"),
        argumentSet(
            "many words",
            "{\"sentence\": \"%s\"}".formatted("cat ".repeat(16_000) + "x ".repeat(700)),
            "#/sentence",
            "too-many"),
        argumentSet(
            "words beside it",
            "{\"sentence\": \"cat\", \"words\": [{\"word\": \"a\", \"vector\": [1]}]}",
            "#/words",
            "conflict"),
        argumentSet(
            "skipping without it",
            "{\"words\": [{\"word\": \"a\", \"vector\": [1]}], \"unknownWords\": \"skip\"}",
            "#/unknownWords",
            "conflict"),
        argumentSet(
            "length 1 without it",
            "{\"words\": [{\"word\": \"a\", \"vector\": [1]}], \"normalize\": true}",
            "#/normalize",
            "conflict"),
        argumentSet(
            "a scale that overflows",
            "{\"sentence\": \"cat\", \"options\": {\"scale\": 3e38}}",
            "#/sentence",
            "overflow"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsWrongWithASentence(String body, String pointer, String code) {
    Reply reply = post(ATTENTION, body);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(reply.json().at("/errors/0/code").asString()).isEqualTo(code);
  }

  @Test
  void aHostileSentenceIsRefusedOrAnswered() {
    for (String part :
        List.of(
            "a-", "'", "n't", "\u0301", "\u202e", "\u0000", "<b>", "=1+1,", "👩‍👩‍👧", "ﬁ", "İ")) {
      String text = JSON.writeValueAsString(part.repeat(300)).replaceAll("^\"|\"$", "");
      for (String more : List.of("", "\"unknownWords\": \"skip\"")) {
        assertThat(post(ATTENTION + "/weights", sentence(text, more)).status())
            .as(part)
            .isIn(200, 422);
      }
    }
  }

  @Test
  void aWordThatTheVocabularyLacksIsNotFound() {
    Reply reply = get("/api/v1/vocabulary/xyzzy");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().get("detail").asString())
        .isEqualTo("The vocabulary does not have this word.");
  }

  private static String sentence(String text, String more) {
    return "{\"sentence\": \"%s\"%s}".formatted(text, more.isEmpty() ? "" : ", " + more);
  }
}
