package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.kernel.Kernels;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The pipeline: what each stage is, in which order, for which head and query.
class AttentionTest {

  private static final Set<Stage> ALL = EnumSet.allOf(Stage.class);
  private static final float HIDDEN = Float.NEGATIVE_INFINITY;

  /// Two words with vectors 1 and 2, worked by hand: scores 1 2 / 2 4.
  @Test
  void everyStageIsAsItWasAtItsTime() {
    var bias = new Bias.Dense(Inputs.rows(2, 10, 20, 30, 40));
    var options =
        new AttentionOptions(
            3, 2, OptionalDouble.of(2), bias, new Mask.Causal(0), new double[0], EmptyRows.ZERO);
    Stages stages = stages(Inputs.self(Inputs.rows(1, 1, 2)), options);

    double[] scores = {1.5, 3, 3, 6};
    for (int n = 0; n < 4; n++) {
      double capped = 2 * Math.tanh(scores[n] / 2);
      double logit = capped + 10 * (n + 1);
      assertThat(at(stages, Stage.SCORES, n)).isEqualTo(scores[n]);
      assertThat(at(stages, Stage.CAPPED, n)).isCloseTo(capped, offset(1e-6));
      assertThat(at(stages, Stage.LOGITS, n)).isCloseTo(n == 1 ? HIDDEN : logit, offset(1e-5));
    }
    double a = Math.exp(2 * Math.tanh(1.5) + 30);
    double b = Math.exp(2 * Math.tanh(3) + 40);
    assertThat(numbers(stages, Stage.WEIGHTS, 0, 2)).containsExactly(1, 0);
    assertThat(at(stages, Stage.WEIGHTS, 2)).isCloseTo(a / (a + b), offset(1e-9));
    assertThat(at(stages, Stage.CONTEXT, 1)).isCloseTo((a + 2 * b) / (a + b), offset(1e-6));
    assertThat(at(stages, Stage.LSE, 1)).isCloseTo(Math.log(a + b), offset(1e-5));
  }

  /// A cap after the mask would give the hidden key weight; a cap after the bias would bound it to
  /// 1.
  @Test
  void theCapComesBeforeBiasAndMask() {
    var options =
        new AttentionOptions(
            1,
            1,
            OptionalDouble.of(1),
            new Bias.Dense(Inputs.rows(3, 100, 0, 0)),
            new Mask.Hidden(new boolean[] {false, true, false}),
            new double[0],
            EmptyRows.ZERO);
    var inputs =
        new AttentionInputs(Inputs.rows(1, 1), Inputs.rows(1, 0, 0, 0), Inputs.rows(1, 1, 2, 3));
    Stages stages = stages(inputs, options);

    assertThat(numbers(stages, Stage.LOGITS, 0, 3)).containsExactly(100, HIDDEN, 0);
    assertThat(numbers(stages, Stage.WEIGHTS, 0, 3)).containsExactly(1, 0, (float) Math.exp(-100));
  }

  @Test
  void onlyWhatIsWantedIsThere() {
    Stages stages =
        attention(Inputs.self(Inputs.rows(1, 1, 2)), AttentionOptions.PLAIN)
            .stages(EnumSet.of(Stage.CONTEXT));

    assertThat(stages.has(Stage.CONTEXT)).isTrue();
    assertThat(stages.has(Stage.WEIGHTS)).isFalse();
    assertThat(stages.of(Stage.CONTEXT).shape()).isEqualTo(new Shape(1, 1, 2, 1));
    assertThatThrownBy(() -> stages.of(Stage.WEIGHTS)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void eachStageAloneIsTheSameAsAmongAll(Stage stage) {
    var inputs = Inputs.self(Inputs.random(Precision.FLOAT32, new Shape(1, 1, 5, 3), 1));
    Stages all = stages(inputs, Inputs.masked(new Mask.Causal(0)));
    Stages one = attention(inputs, Inputs.masked(new Mask.Causal(0))).stages(EnumSet.of(stage));

    assertThat(values(one.of(stage))).isEqualTo(values(all.of(stage)));
  }

  static Stream<Arguments> someQueriesHaveTheBitsOfAll() {
    return Stream.of(
        argumentSet("the first", 0, 1),
        argumentSet("the last", 79, 80),
        argumentSet("within a block", 3, 20),
        argumentSet("over the end of a block", 30, 40),
        argumentSet("several blocks", 5, 77));
  }

  @ParameterizedTest
  @MethodSource
  void someQueriesHaveTheBitsOfAll(int from, int to) {
    var shape = new Shape(2, 4, 80, 6);
    var inputs =
        new AttentionInputs(
            Inputs.random(Precision.FLOAT32, shape, 1),
            Inputs.random(Precision.FLOAT32, new Shape(2, 2, 70, 6), 2),
            Inputs.random(Precision.FLOAT32, new Shape(2, 2, 70, 5), 3));
    var options =
        new AttentionOptions(
            0.5,
            1,
            OptionalDouble.of(3),
            new Bias.Alibi(new double[] {1, 2, 3, 4}, 0),
            new Mask.Window(9, 9, 0),
            new double[] {0, 1, 2, 3},
            EmptyRows.ZERO);
    Stages all = stages(inputs, options);
    Stages some = attention(inputs, options).stages(ALL, from, to);

    for (Stage stage : ALL) {
      for (int batch = 0; batch < 2; batch++) {
        for (int head = 0; head < 4; head++) {
          for (int row = from; row < to; row++) {
            assertThat(values(some.of(stage).head(batch, head).row(row - from)))
                .as("%s of query %d", stage, row)
                .isEqualTo(values(all.of(stage).head(batch, head).row(row)));
          }
        }
      }
    }
  }

  /// Batch, heads and shared key heads against one head at a time.
  @ParameterizedTest
  @EnumSource
  void everyHeadIsAnAttentionOfItsOwn(Precision precision) {
    Tensor query = Inputs.random(precision, new Shape(2, 6, 4, 3), 1);
    Tensor key = Inputs.random(precision, new Shape(2, 2, 5, 3), 2);
    Tensor value = Inputs.random(precision, new Shape(2, 2, 5, 2), 3);
    Stages all = stages(new AttentionInputs(query, key, value), AttentionOptions.PLAIN);

    for (int batch = 0; batch < 2; batch++) {
      for (int head = 0; head < 6; head++) {
        var one =
            new AttentionInputs(
                Tensor.ofRows(query.head(batch, head)),
                Tensor.ofRows(key.head(batch, head / 3)),
                Tensor.ofRows(value.head(batch, head / 3)));
        Stages alone = stages(one, AttentionOptions.PLAIN);
        for (Stage stage : ALL) {
          assertThat(values(all.of(stage).head(batch, head).numbers()))
              .isEqualTo(values(alone.of(stage).numbers()));
        }
      }
    }
  }

  @Test
  void masksBiasesAndSinksMayDifferByHead() {
    var shape = new Shape(1, 2, 1, 1);
    var zeros = Tensor.of(shape, 0, 0);
    var keys = Tensor.of(new Shape(1, 2, 2, 1), 0, 0, 0, 0);
    var options =
        new AttentionOptions(
            1,
            1,
            OptionalDouble.empty(),
            new Bias.Dense(Tensor.of(new Shape(1, 2, 1, 2), 0, 0, 0, (float) Math.log(3))),
            new Mask.Dense(new Shape(1, 2, 1, 2), new boolean[] {true, false, true, true}),
            new double[] {0, Double.NEGATIVE_INFINITY},
            EmptyRows.ZERO);
    Stages stages = stages(new AttentionInputs(zeros, keys, keys), options);

    assertThat(numbers(stages, Stage.WEIGHTS, 0, 4))
        .usingComparatorWithPrecision(1e-7)
        .containsExactly(0.5, 0, 0.25, 0.75);
  }

  static Stream<Arguments> contextsAloneHaveTheBitsOfContextsBesideEverything() {
    return Stream.of(
        argumentSet("causal", new Mask.Causal(0)),
        argumentSet("causal with a past", new Mask.Causal(150)),
        argumentSet("causal before the first key", new Mask.Causal(-70)),
        argumentSet("window", new Mask.Window(20, 10, 100)),
        argumentSet("window behind the last key", new Mask.Window(0, 0, 1_000)),
        argumentSet("prefix", new Mask.Prefix(3)),
        argumentSet("nothing", new Mask.Prefix(0)),
        argumentSet(
            "both", new Mask.All(List.of(new Mask.Causal(20), new Mask.Window(70, 70, 100)))));
  }

  /// Alone, keys that nobody sees are left out.
  @ParameterizedTest
  @MethodSource
  void contextsAloneHaveTheBitsOfContextsBesideEverything(Mask mask) {
    for (EmptyRows rule : EmptyRows.values()) {
      double[] sinks = rule == EmptyRows.ZERO ? new double[] {-3} : new double[0];
      var bias = new Bias.Alibi(new double[] {0.01}, 0);
      var options = new AttentionOptions(1, 1, OptionalDouble.empty(), bias, mask, sinks, rule);
      var inputs =
          new AttentionInputs(
              Inputs.random(Precision.FLOAT32, new Shape(1, 1, 150, 5), 1),
              Inputs.random(Precision.FLOAT32, new Shape(1, 1, 300, 5), 2),
              Inputs.random(Precision.FLOAT32, new Shape(1, 1, 300, 3), 3));
      Stages all = stages(inputs, options);
      Stages alone = attention(inputs, options).stages(EnumSet.of(Stage.CONTEXT, Stage.LSE));

      for (Stage stage : List.of(Stage.CONTEXT, Stage.LSE)) {
        int count = all.of(stage).numbers().count();
        assertThat(numbers(alone, stage, 0, count)).isEqualTo(numbers(all, stage, 0, count));
      }
    }
  }

  static Stream<Arguments> aRowThatSeesNothing() {
    double nan = Double.NaN;
    return Stream.of(
        argumentSet("zero", EmptyRows.ZERO, new double[] {0, 0, 0, 1}, new double[] {0, 8}),
        argumentSet("mean", EmptyRows.MEAN, new double[] {0.5, 0.5, 0, 1}, new double[] {5, 8}),
        argumentSet("nan", EmptyRows.NAN, new double[] {nan, nan, 0, 1}, new double[] {nan, 8}));
  }

  @ParameterizedTest
  @MethodSource
  void aRowThatSeesNothing(EmptyRows rule, double[] weights, double[] context) {
    for (Precision precision : Precision.values()) {
      var mask = new Mask.Dense(new Shape(1, 1, 2, 2), new boolean[] {false, false, false, true});
      var options =
          new AttentionOptions(
              1, 1, OptionalDouble.empty(), new Bias.None(), mask, new double[0], rule);
      var shape = new Shape(1, 1, 2, 1);
      var zero = new Tensor(shape, Numbers.of(precision, List.of(new double[] {0, 0})));
      var value = new Tensor(shape, Numbers.of(precision, List.of(new double[] {2, 8})));
      Stages stages = stages(new AttentionInputs(zero, zero, value), options);

      assertThat(numbers(stages, Stage.WEIGHTS, 0, 4)).isEqualTo(weights);
      assertThat(numbers(stages, Stage.CONTEXT, 0, 2)).isEqualTo(context);
      assertThat(numbers(stages, Stage.LSE, 0, 2)).containsExactly(HIDDEN, 0);
    }
  }

  @Test
  void whatAMaskOrABiasHidesIsHidden() {
    Bias bias = new Bias.Dense(Inputs.rows(3, 0, HIDDEN, 1));
    var options =
        new AttentionOptions(
            1, 1, OptionalDouble.empty(), bias, new Mask.Prefix(2), new double[0], EmptyRows.ZERO);

    assertThat(options.hides(0, 0, 0, 0)).isFalse();
    assertThat(options.hides(0, 0, 0, 1)).isTrue();
    assertThat(options.hides(0, 0, 0, 2)).isTrue();
  }

  @Test
  void aHiddenKeyMayHoldAnything() {
    var inputs =
        new AttentionInputs(
            Inputs.rows(1, 1),
            Inputs.rows(1, Float.NaN, 1),
            Inputs.rows(1, Float.POSITIVE_INFINITY, 7));
    Stages stages = stages(inputs, Inputs.masked(new Mask.Hidden(new boolean[] {true, false})));

    assertThat(numbers(stages, Stage.WEIGHTS, 0, 2)).containsExactly(0, 1);
    assertThat(numbers(stages, Stage.CONTEXT, 0, 1)).containsExactly(7);
  }

  static Stream<Arguments> resultsDoNotDependOnWhatTheirMemoryHeld() {
    return Stream.of(Precision.values())
        .flatMap(
            precision ->
                Stream.of(
                        new Mask.None(),
                        new Mask.Causal(0),
                        new Mask.Causal(-100), // hides all keys from some queries
                        new Mask.Window(7, 7, 20),
                        new Mask.Prefix(30),
                        new Mask.Hidden(new boolean[200]))
                    .map(mask -> argumentSet(precision + ", " + mask, precision, mask)));
  }

  @ParameterizedTest
  @MethodSource
  void resultsDoNotDependOnWhatTheirMemoryHeld(Precision precision, Mask mask) {
    var inputs =
        new AttentionInputs(
            Inputs.random(precision, new Shape(1, 2, 150, 64), 1),
            Inputs.random(precision, new Shape(1, 2, 200, 64), 2),
            Inputs.random(precision, new Shape(1, 2, 200, 64), 3));
    Stages first = stages(inputs, Inputs.masked(mask));
    List<double[]> expected = ALL.stream().map(stage -> values(first.of(stage))).toList();
    for (Tensor tensor : first.tensors().values()) {
      for (int n = 0; n < tensor.numbers().count(); n++) {
        tensor.numbers().set(n, Double.NaN);
      }
    }

    first.giveBack();
    Stages second = stages(inputs, Inputs.masked(mask));

    assertThat(second.tensors().values().stream().map(Tensor::numbers))
        .as("memory of the first")
        .containsAnyElementsOf(first.tensors().values().stream().map(Tensor::numbers).toList());
    assertThat(ALL.stream().map(stage -> values(second.of(stage))))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void inSelfAttentionTheMemoryOfTheInputsIsGivenBackOnce() {
    Tensor words = Inputs.random(Precision.FLOAT32, new Shape(1, 1, 300, 77), 1);

    Inputs.self(words).giveBack();

    assertThat(Numbers.unset(Precision.FLOAT32, 300 * 77)).isEqualTo(words.numbers());
    assertThat(Numbers.unset(Precision.FLOAT32, 300 * 77)).isNotEqualTo(words.numbers());
  }

  private static Stages stages(AttentionInputs inputs, AttentionOptions options) {
    return attention(inputs, options).stages(ALL);
  }

  private static Attention attention(AttentionInputs inputs, AttentionOptions options) {
    return new Attention(inputs, options, Kernels.select());
  }

  private static double at(Stages stages, Stage stage, int n) {
    return stages.of(stage).numbers().at(n);
  }

  private static double[] numbers(Stages stages, Stage stage, int from, int to) {
    return values(stages.of(stage).numbers().range(from, to));
  }

  private static double[] values(Tensor tensor) {
    return values(tensor.numbers());
  }

  private static double[] values(Numbers numbers) {
    double[] values = new double[numbers.count()];
    for (int n = 0; n < values.length; n++) {
      values[n] = numbers.at(n);
    }
    return values;
  }
}
