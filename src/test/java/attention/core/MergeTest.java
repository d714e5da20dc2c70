package attention.core;

import static org.assertj.core.api.Assertions.assertThat;

import attention.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Parts over disjoint keys come to what all keys come to at once.
class MergeTest {

  private static final int PROBLEMS = 1000;
  private static final EnumSet<Stage> PARTIAL = EnumSet.of(Stage.CONTEXT, Stage.LSE);

  /// Values lie between -1 and 1, and rounding errors are measured by that. In double precision the
  /// whole and the parts have errors of their own; together they may come to 2 units in the last
  /// place of 1.
  @ParameterizedTest
  @EnumSource
  void partsComeToTheWhole(Precision precision) {
    double allowed = precision == Precision.FLOAT64 ? 2 * Math.ulp(1.0) : 4e-7;
    RandomGenerator random = new Random(7);
    for (int problem = 0; problem < PROBLEMS; problem++) {
      int partCount = 2 + random.nextInt(16);
      Problem drawn = Problem.random(random, precision, partCount + random.nextInt(40));
      List<Merge.Part> parts = drawn.parts(random, partCount);

      Merge merge = Merge.of(parts, precision);

      Stages whole = drawn.stages(0, drawn.inputs.keyCount());
      for (int n = 0; n < merge.context().numbers().count(); n++) {
        double expected = whole.of(Stage.CONTEXT).numbers().at(n);
        assertThat(Math.abs(merge.context().numbers().at(n) - expected))
            .as("problem %d, number %d", problem, n)
            .isLessThanOrEqualTo(allowed);
      }
      for (int row = 0; row < merge.lse().count(); row++) {
        double expected = whole.of(Stage.LSE).numbers().at(row);
        assertThat(Math.abs(merge.lse().at(row) - expected))
            .isLessThanOrEqualTo(allowed * Math.max(1, Math.abs(expected)));
      }
    }
  }

  @Test
  void theSamePartsGiveTheSameBitsInAnyOrder() {
    RandomGenerator random = new Random(8);
    for (int problem = 0; problem < 100; problem++) {
      Problem drawn = Problem.random(random, Precision.FLOAT64, 40);
      List<Merge.Part> parts = new ArrayList<>(drawn.parts(random, 9));
      double[] first = bits(Merge.of(parts, Precision.FLOAT64));
      for (int n = 0; n < 5; n++) {
        Collections.shuffle(parts, new Random(n));
        assertThat(bits(Merge.of(parts, Precision.FLOAT64))).isEqualTo(first);
      }
    }
  }

  @Test
  void twoEqualPartsShareEqually() {
    Merge merge = Merge.of(List.of(part(0, 1, 0), part(0, 0, 1)), Precision.FLOAT64);

    assertThat(merge.context().row(0).at(0)).isEqualTo(0.5);
    assertThat(merge.context().row(0).at(1)).isEqualTo(0.5);
    assertThat(merge.lse().at(0)).isEqualTo(Math.log(2));
    assertThat(merge.shares().at(0, 0)).isEqualTo(0.5);
  }

  @Test
  void aPartThatSawNoKeyGivesNothingWhateverItsContext() {
    var nothing = part(Double.NEGATIVE_INFINITY, Double.NaN, Double.MAX_VALUE);

    Merge merge = Merge.of(List.of(nothing, part(3, 1, 2)), Precision.FLOAT64);

    assertThat(merge.context().row(0).at(0)).isEqualTo(1);
    assertThat(merge.context().row(0).at(1)).isEqualTo(2);
    assertThat(merge.lse().at(0)).isEqualTo(3);
    assertThat(merge.shares().at(0, 0)).isZero();
  }

  @Test
  void whereNoPartSawAKeyTheContextIsZero() {
    var nothing = part(Double.NEGATIVE_INFINITY, 1, 2);

    Merge merge = Merge.of(List.of(nothing, nothing), Precision.FLOAT64);

    assertThat(merge.context().row(0).at(0)).isZero();
    assertThat(merge.lse().at(0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static Merge.Part part(double lse, double... context) {
    return new Merge.Part(
        new Matrix(1, context.length, new Numbers.Float64(context)),
        new Numbers.Float64(new double[] {lse}));
  }

  private static double[] bits(Merge merge) {
    double[] numbers = new double[merge.context().numbers().count()];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = merge.context().numbers().at(n);
    }
    return numbers;
  }

  /// Vectors with entries between -1 and 1.
  private record Problem(AttentionInputs inputs) {

    static Problem random(RandomGenerator random, Precision precision, int keys) {
      int size = 1 + random.nextInt(8);
      int queries = 1 + random.nextInt(4);
      return new Problem(
          new AttentionInputs(
              tensor(random, precision, queries, size),
              tensor(random, precision, keys, size),
              tensor(random, precision, keys, 1 + random.nextInt(6))));
    }

    private static Tensor tensor(
        RandomGenerator random, Precision precision, int length, int size) {
      var shape = new Shape(1, 1, length, size);
      Numbers numbers = Numbers.zeros(precision, shape.count());
      for (int n = 0; n < numbers.count(); n++) {
        numbers.set(n, random.nextDouble(-1, 1));
      }
      return new Tensor(shape, numbers);
    }

    Stages stages(int from, int to) {
      var part =
          new AttentionInputs(
              inputs.query(), cut(inputs.key(), from, to), cut(inputs.value(), from, to));
      return new Attention(part, AttentionOptions.PLAIN, Kernels.scalar()).stages(PARTIAL);
    }

    private static Tensor cut(Tensor tensor, int from, int to) {
      int size = tensor.shape().size();
      return new Tensor(
          new Shape(1, 1, to - from, size), tensor.numbers().range(from * size, to * size));
    }

    /// Cuts the keys at random places, each part with at least one.
    List<Merge.Part> parts(RandomGenerator random, int count) {
      int keys = inputs.keyCount();
      int[] cuts = random.ints(1, keys).distinct().limit(count - 1).sorted().toArray();
      var parts = new ArrayList<Merge.Part>();
      int from = 0;
      for (int n = 0; n <= cuts.length; n++) {
        int to = n < cuts.length ? cuts[n] : keys;
        Stages stages = stages(from, to);
        parts.add(
            new Merge.Part(stages.of(Stage.CONTEXT).head(0, 0), stages.of(Stage.LSE).numbers()));
        from = to;
      }
      return parts;
    }
  }
}
