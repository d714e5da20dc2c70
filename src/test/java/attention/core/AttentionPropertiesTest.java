package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import attention.kernel.Kernels;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is true of attention whatever the numbers are.
class AttentionPropertiesTest {

  private static final int WORDS = 37;
  private static final int SIZE = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rowsOfWeightsAddUpToOne(long seed) {
    Matrix weights = weights(Inputs.self(words(seed)), Inputs.masked(new Mask.Causal(-3)));

    for (int i = 0; i < WORDS; i++) {
      double sum = 0;
      for (int j = 0; j < WORDS; j++) {
        assertThat(weights.at(i, j)).isBetween(0.0, 1.0);
        sum += weights.at(i, j);
      }
      // The first three queries see nothing.
      assertThat(sum).isCloseTo(i < 3 ? 0 : 1, offset(2e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shiftingAllScoresChangesNothing(long seed) {
    float[] shift = new float[WORDS * WORDS];
    Arrays.fill(shift, 4);
    Matrix plain = weights(Inputs.self(words(seed)), AttentionOptions.PLAIN);
    Matrix shifted =
        weights(Inputs.self(words(seed)), Inputs.biased(new Bias.Dense(Inputs.rows(WORDS, shift))));

    // Adding 4 rounds a score by at most 2^-22, which changes a weight by as much of itself.
    assertAlmostEqual(shifted, plain, 0x1p-22);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void permutingKeysPermutesColumnsAndLeavesContexts(long seed) {
    Tensor words = words(seed);
    Tensor reversed = reversed(words);
    var permuted = new AttentionInputs(words, reversed, reversed);
    Matrix weights = weights(Inputs.self(words), AttentionOptions.PLAIN);
    Matrix columns = weights(permuted, AttentionOptions.PLAIN);

    for (int i = 0; i < WORDS; i++) {
      for (int j = 0; j < WORDS; j++) {
        assertThat(columns.at(i, WORDS - 1 - j)).isCloseTo(weights.at(i, j), offset(0x1p-22));
      }
    }
    assertAlmostEqual(
        context(permuted, AttentionOptions.PLAIN),
        context(Inputs.self(words), AttentionOptions.PLAIN),
        0x1p-21);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void permutingQueriesPermutesRows(long seed) {
    Tensor words = words(seed);
    Matrix rows = context(Inputs.self(words), AttentionOptions.PLAIN);
    Matrix permuted =
        context(new AttentionInputs(reversed(words), words, words), AttentionOptions.PLAIN);

    for (int i = 0; i < WORDS; i++) {
      assertThat(permuted.row(WORDS - 1 - i)).usingRecursiveComparison().isEqualTo(rows.row(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20, 36})
  void aCausalRowDoesNotChangeWhenLaterWordsAreAdded(int count) {
    Tensor all = words(7);
    Tensor first = Tensor.ofRows(new Matrix(count, SIZE, all.numbers().range(0, count * SIZE)));
    Matrix longer = context(Inputs.self(all), Inputs.masked(new Mask.Causal(0)));
    Matrix shorter = context(Inputs.self(first), Inputs.masked(new Mask.Causal(0)));

    for (int i = 0; i < count; i++) {
      assertThat(shorter.row(i)).usingRecursiveComparison().isEqualTo(longer.row(i));
    }
  }

  @Test
  void scoresOf1e30DoNotOverflow() {
    Tensor words = Inputs.rows(1, 1e15f, -1e15f, 0.5e15f);
    Matrix weights = weights(Inputs.self(words), AttentionOptions.PLAIN);
    Matrix context = context(Inputs.self(words), AttentionOptions.PLAIN);

    assertThat(weights.row(0)).usingRecursiveComparison().isEqualTo(floats(1, 0, 0));
    assertThat(weights.row(1)).usingRecursiveComparison().isEqualTo(floats(0, 1, 0));
    assertThat(context.at(2, 0)).isEqualTo(1e15f);
  }

  @Test
  void oneKeyTakesEverything() {
    var inputs =
        new AttentionInputs(words(1), Inputs.rows(SIZE, 1, 2, 3, 4, 5), Inputs.rows(2, 6, 7));
    Matrix context = context(inputs, AttentionOptions.PLAIN);

    for (int i = 0; i < WORDS; i++) {
      assertThat(context.row(i)).usingRecursiveComparison().isEqualTo(floats(6, 7));
    }
  }

  @Test
  void equalKeysShareEqually() {
    Matrix weights = weights(Inputs.self(Inputs.rows(1, 3, 1, 3)), AttentionOptions.PLAIN);

    assertThat(weights.at(1, 0)).isEqualTo(weights.at(1, 2));
    Matrix zeros = weights(Inputs.self(Inputs.rows(1, 0, 0, 0, 0)), AttentionOptions.PLAIN);
    assertThat(zeros.row(2))
        .usingRecursiveComparison()
        .isEqualTo(floats(0.25f, 0.25f, 0.25f, 0.25f));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aContextLiesAmongTheValues(long seed) {
    Tensor words = words(seed);
    Matrix context = context(Inputs.self(words), AttentionOptions.PLAIN);

    for (int e = 0; e < SIZE; e++) {
      double least = Double.MAX_VALUE;
      double most = -Double.MAX_VALUE;
      for (int j = 0; j < WORDS; j++) {
        least = Math.min(least, words.head(0, 0).at(j, e));
        most = Math.max(most, words.head(0, 0).at(j, e));
      }
      for (int i = 0; i < WORDS; i++) {
        assertThat(context.at(i, e)).isBetween(least - 1e-6, most + 1e-6);
      }
    }
  }

  @Test
  void aSmallTemperatureChoosesTheLargestScore() {
    var options =
        new AttentionOptions(
            1,
            1e-4,
            OptionalDouble.empty(),
            new Bias.None(),
            new Mask.None(),
            new double[0],
            EmptyRows.ZERO);
    Matrix weights = weights(Inputs.self(Inputs.rows(1, 1, 3, 2)), options);

    assertThat(weights.row(0)).usingRecursiveComparison().isEqualTo(floats(0, 1, 0));
  }

  private static Numbers floats(float... numbers) {
    return new Numbers.Float32(numbers);
  }

  private static Tensor words(long seed) {
    return Inputs.random(Precision.FLOAT32, new Shape(1, 1, WORDS, SIZE), seed);
  }

  private static Tensor reversed(Tensor words) {
    Numbers reversed = Numbers.zeros(Precision.FLOAT32, words.numbers().count());
    for (int i = 0; i < WORDS; i++) {
      reversed.copy((WORDS - 1 - i) * SIZE, words.numbers(), i * SIZE, SIZE);
    }
    return new Tensor(words.shape(), reversed);
  }

  private static Matrix weights(AttentionInputs inputs, AttentionOptions options) {
    return stage(Stage.WEIGHTS, inputs, options);
  }

  private static Matrix context(AttentionInputs inputs, AttentionOptions options) {
    return stage(Stage.CONTEXT, inputs, options);
  }

  private static Matrix stage(Stage stage, AttentionInputs inputs, AttentionOptions options) {
    return new Attention(inputs, options, Kernels.select())
        .stages(EnumSet.of(stage))
        .of(stage)
        .head(0, 0);
  }

  private static void assertAlmostEqual(Matrix actual, Matrix expected, double tolerance) {
    for (int n = 0; n < expected.numbers().count(); n++) {
      assertThat(actual.numbers().at(n)).isCloseTo(expected.numbers().at(n), offset(tolerance));
    }
  }
}
