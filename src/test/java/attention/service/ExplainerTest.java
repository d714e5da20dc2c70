package attention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Matrix;
import attention.core.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The result in words. Vectors are chosen so that the shares can be worked out by hand: equal
/// scores share equally, and a difference of ln 3 makes three times the share.
class ExplainerTest {

  private static final String LN3 = "1.0986122886681098";

  private final AttentionService service = Requests.service();

  static Stream<Arguments> theSentence() {
    return Stream.of(
        argumentSet(
            "the tutorial",
            "love",
            Requests.TUTORIAL_WORDS,
            "",
            "love pays attention to itself 29.5%, cozy 28.6%, windows 23.2% and Cats 18.8%."),
        argumentSet("one word", "a", words("a:1"), "", "a pays attention to itself 100%."),
        argumentSet(
            "two words",
            "a",
            words("a:1", "b:0"),
            "'scale': " + LN3,
            "a pays attention to itself 75.0% and b 25.0%."),
        argumentSet(
            "ties in the order of the words",
            "b",
            words("c:0", "b:0", "a:0"),
            "",
            "b pays attention to c 33.3%, itself 33.3% and a 33.3%."),
        argumentSet(
            "repeated words by their position",
            "1",
            words("to:0", "to:0", "be:0", "to:0"),
            "",
            "to pays attention to to (position 0) 25.0%, itself 25.0%, be 25.0% and to (position 3)"
                + " 25.0%."),
        argumentSet(
            "tiny shares",
            "a",
            words("a:1", "b:0"),
            "'scale': 10",
            "a pays attention to itself 100.0% and b less than 0.1%."),
        argumentSet(
            "one word hidden",
            "a",
            words("a:0", "b:0", "c:0"),
            "'mask': {'type': 'hidden', 'words': ['b']}",
            "a pays attention to itself 50.0% and c 50.0%; b is hidden."),
        argumentSet(
            "later words hidden",
            "b",
            words("a:0", "b:0", "c:0", "d:0"),
            "'causal': true",
            "b pays attention to a 50.0% and itself 50.0%; c and d are hidden."),
        argumentSet(
            "itself hidden",
            "a",
            words("a:0", "b:0"),
            "'mask': {'type': 'hidden', 'words': [0]}",
            "a pays attention to b 100%; itself is hidden."),
        argumentSet(
            "hidden by a bias",
            "a",
            words("a:0", "b:0"),
            "'bias': {'type': 'dense', 'values': [[0, '-Infinity'], [0, 0]]}",
            "a pays attention to itself 100%; b is hidden."),
        argumentSet(
            "everything hidden",
            "a",
            words("a:0", "b:0"),
            "'mask': {'type': 'prefix', 'length': 0}",
            "a pays attention to nothing: every word is hidden, so its context is zero."),
        argumentSet(
            "everything hidden, where that means the mean",
            "a",
            words("a:0", "b:0"),
            "'mask': {'type': 'prefix', 'length': 0}, 'emptyRows': 'mean'",
            "a pays attention to nothing: every word is hidden, so its context is the mean of all"
                + " values."),
        argumentSet(
            "everything hidden, where that is no number",
            "a",
            words("a:0", "b:0"),
            "'mask': {'type': 'prefix', 'length': 0}, 'emptyRows': 'nan'",
            "a pays attention to nothing: every word is hidden, so its context is NaN."),
        argumentSet(
            "negative scores",
            "a",
            words("a:-1", "b:0"),
            "'scale': -" + LN3,
            "a pays attention to b 75.0% and itself 25.0%."),
        argumentSet(
            "hundreds of words",
            "w7",
            many(400),
            "",
            "w7 pays attention to w0 0.2%, w1 0.2%, w2 0.2%, w3 0.2%, w4 0.2%, w5 0.2% and 394"
                + " others 98.5%."),
        argumentSet(
            "cross-attention, where nothing is itself",
            "a",
            "'queries': [{'word': 'a', 'vector': [1]}],"
                + "'keys': [{'word': 'a', 'vector': [0]}, {'word': 'b', 'vector': [0]}]",
            "",
            "a pays attention to a 50.0% and b 50.0%."),
        argumentSet(
            "eight words one by one",
            "w0",
            many(8),
            "",
            "w0 pays attention to itself 12.5%, w1 12.5%, w2 12.5%, w3 12.5%, w4 12.5%, w5 12.5%,"
                + " w6 12.5% and w7 12.5%."),
        argumentSet(
            "ten words, the last four counted",
            "w1",
            many(10),
            "",
            "w1 pays attention to w0 10.0%, itself 10.0%, w2 10.0%, w3 10.0%, w4 10.0%, w5 10.0%"
                + " and 4 others 40.0%."),
        argumentSet(
            "many hidden words counted",
            "w0",
            many(10),
            "'causal': true",
            "w0 pays attention to itself 100%; 9 words are hidden."));
  }

  @ParameterizedTest
  @MethodSource
  void theSentence(String query, String words, String options, String expected) {
    assertThat(explanation(query, words, options).summary()).isEqualTo(expected);
  }

  static Stream<Arguments> theWorkingOfAScore() {
    return Stream.of(
        argumentSet("one product", words("a:3", "b:2"), "", "3×2 = 6"),
        argumentSet("negative numbers", words("a:-3", "b:2"), "", "(-3)×2 = -6"),
        argumentSet("a scale", words("a:3", "b:2"), "'scale': 0.5", "3×2 × 0.5 = 3"),
        argumentSet("a negative scale", words("a:3", "b:2"), "'scale': -1", "3×2 × (-1) = -6"),
        argumentSet("a temperature", words("a:3", "b:2"), "'temperature': 4", "3×2 ÷ 4 = 1.5"),
        argumentSet(
            "several products, scaled",
            "'words': [{'word': 'a', 'vector': [0.1, 2]}, {'word': 'b', 'vector': [3, 0.5]}]",
            "'scale': 'auto', 'temperature': 2",
            "(0.1×3 + 2×0.5) × 0.707107 ÷ 2 = 0.459619"),
        argumentSet(
            "more products than anyone reads",
            "'words': [{'word': 'a', 'vector': [1,1,1,1,1,1,1,1,1,1]},"
                + "{'word': 'b', 'vector': [2,2,2,2,2,2,2,2,2,2]}]",
            "",
            "1×2 + 1×2 + 1×2 + 1×2 + 1×2 + 1×2 + 1×2 + 1×2 + … (2 more) = 20"),
        argumentSet("large and small numbers", words("a:1e10", "b:1e-10"), "", "1E+10×1E-10 = 1"),
        argumentSet("zero", words("a:0", "b:2"), "", "0×2 = 0"));
  }

  @ParameterizedTest
  @MethodSource
  void theWorkingOfAScore(String words, String options, String expected) {
    assertThat(explanation("a", words, options).workings().get(1)).isEqualTo(expected);
  }

  static Stream<Arguments> theWorkingOfAWeight() {
    return Stream.of(
        argumentSet("equal shares", words("a:0", "b:0"), "", "e^0 ÷ 2 = 50.0%"),
        argumentSet("three to one", words("a:1", "b:0"), "'scale': " + LN3, "e^0 ÷ 4 = 25.0%"),
        argumentSet("a negative score", words("a:1", "b:-2"), "", "e^(-2) ÷ 2.854 = 4.7%"),
        argumentSet("after the softcap", words("a:0", "b:9"), "'softcap': 1", "e^0 ÷ 2 = 50.0%"),
        argumentSet(
            "large logits, less the largest",
            words("a:10", "b:9.9"),
            "",
            "e^(99 - 100) ÷ 1.368 = 26.9%"),
        argumentSet(
            "a hidden key",
            words("a:0", "b:0"),
            "'mask': {'type': 'hidden', 'words': [1]}",
            "hidden"),
        argumentSet("a sink in the sum", words("a:0", "b:0"), "'sinks': [0]", "e^0 ÷ 3 = 33.3%"));
  }

  /// Sums and shares worked out by hand: e + 1/e² = 2.854, 1 + 1/e = 1.368.
  @ParameterizedTest
  @MethodSource
  void theWorkingOfAWeight(String words, String options, String expected) {
    assertThat(explanation("a", words, options).shares().get(1)).isEqualTo(expected);
  }

  @Test
  void theKeysOfLargestWeightAreListedTheLargestFirst() {
    List<Explanation.Share> top = explanation("w0", many(20), "'causal': false").top();

    assertThat(top).hasSize(8);
    assertThat(top.getFirst().word()).isEqualTo("w0");
    assertThat(explanation("love", Requests.TUTORIAL_WORDS, "").top())
        .extracting(Explanation.Share::position)
        .containsExactly(1, 2, 3, 0);
  }

  @Test
  void aWeightStandsBesideWhatItGives() {
    Explanation explanation =
        explanation(
            "a",
            "'queries': [{'word': 'a', 'vector': [0]}],"
                + "'keys': [{'word': 'x', 'vector': [1]}, {'word': 'y', 'vector': [1]}],"
                + "'values': [{'word': 'x', 'vector': [0, 0]}, {'word': 'y', 'vector': [6, 8]}]",
            "");

    assertThat(explanation.note()).contains("not how important the word is");
    assertThat(explanation.top())
        .extracting(Explanation.Share::contribution)
        .containsExactly(0f, 5f);
  }

  /// A third of 1, 1 and 1 to two decimals is 0.33 thrice, which is 0.99: one of them is 0.34.
  @Test
  void contributionsAddUpToTheContextExactlyAsPrinted() {
    var random = new Random(3);
    for (int problem = 0; problem < 200; problem++) {
      String words =
          IntStream.range(0, 3 + random.nextInt(30))
              .mapToObj(
                  n ->
                      "{'word': 'w%d', 'vector': [%s, %s]}"
                          .formatted(n, random.nextGaussian(), random.nextGaussian()))
              .collect(Collectors.joining(",", "'words': [", "]"));
      int decimals = random.nextInt(6);
      StageRows answer =
          service
              .attend(
                  Requests.request(
                      "{%s, 'include': ['contributions', 'context'], 'decimals': %d}"
                          .formatted(words, decimals)),
                  "w0")
              .stages();
      Matrix contributions = present(answer.contributions());
      Numbers context = present(answer.context());
      for (int e = 0; e < context.count(); e++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int j = 0; j < contributions.rows(); j++) {
          sum = sum.add(printed(contributions.row(j).number(e)));
        }
        assertThat(sum).isEqualByComparingTo(printed(context.number(e)));
      }
    }
  }

  private static BigDecimal printed(Number number) {
    return new BigDecimal(number.toString());
  }

  static Stream<Arguments> theDiagnosis() {
    return Stream.of(
        argumentSet("one key", words("a:1"), "", new Diagnosis(0, 1, 1, 1, false, false, null)),
        argumentSet(
            "four equal shares",
            words("a:0", "b:0", "c:0", "d:0"),
            "",
            new Diagnosis((float) Math.log(4), 0.25f, 0, 4, false, false, null)),
        argumentSet(
            "one takes all",
            words("a:100", "b:0"),
            "",
            new Diagnosis(0, 1, 1, 1, true, false, null)),
        argumentSet(
            "nothing to see",
            words("a:0"),
            "'mask': {'type': 'prefix', 'length': 0}",
            new Diagnosis(0, 0, 0, 0, false, true, null)));
  }

  @ParameterizedTest
  @MethodSource
  void theDiagnosis(String words, String options, Diagnosis expected) {
    Diagnosis diagnosis = diagnosis(words, options);

    assertThat(diagnosis.entropy()).isCloseTo(expected.entropy(), offset(2e-7f));
    assertThat(diagnosis.maximum()).isEqualTo(expected.maximum());
    assertThat(diagnosis.margin()).isEqualTo(expected.margin());
    assertThat(diagnosis.effectiveKeys()).isCloseTo(expected.effectiveKeys(), offset(1e-6f));
    assertThat(diagnosis.saturated()).isEqualTo(expected.saturated());
    assertThat(diagnosis.empty()).isEqualTo(expected.empty());
    assertThat(diagnosis.hint()).isNull();
  }

  @Test
  void longVectorsWithoutAScaleGetAHint() {
    String vector = "[" + "3,".repeat(15) + "3]";
    String words =
        "'words': [{'word': 'a', 'vector': %s}, {'word': 'b', 'vector': %s}]"
            .formatted(vector, vector.replace('3', '1'));

    assertThat(diagnosis(words, "").hint()).contains("16 numbers", "\"auto\"");
    assertThat(diagnosis(words, "'scale': 'auto'").hint()).isNull();
  }

  private Explanation explanation(String query, String words, String options) {
    AttentionRequest request = Requests.request("{%s, 'options': {%s}}".formatted(words, options));
    return present(service.attend(request, query).stages().explanation());
  }

  private Diagnosis diagnosis(String words, String options) {
    AttentionRequest request =
        Requests.request(
            "{%s, 'options': {%s}, 'include': ['diagnosis']}".formatted(words, options));
    return present(service.attend(request, "a").stages().diagnosis());
  }

  private static <T> T present(@Nullable T value) {
    assertThat(value).isNotNull();
    return Objects.requireNonNull(value);
  }

  /// Words with one number each, as `name:number`.
  private static String words(String... words) {
    return Stream.of(words)
        .map(word -> word.split(":", 2))
        .map(parts -> "{'word': '%s', 'vector': [%s]}".formatted(parts[0], parts[1]))
        .collect(Collectors.joining(",", "'words': [", "]"));
  }

  private static String many(int count) {
    return words(IntStream.range(0, count).mapToObj(n -> "w" + n + ":0").toArray(String[]::new));
  }
}
