package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import attention.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Linear maps and rotations, worked by hand.
class ProjectionTest {

  @ParameterizedTest
  @EnumSource
  void rowsAreMultipliedByTheWeightAndTheBiasIsAdded(Precision precision) {
    Matrix weight = matrix(precision, 2, 3, 1, 2, 3, 4, 5, 6);
    var projection = new Projection(weight, new double[] {100, 200, 300});
    Matrix result = projection.apply(matrix(precision, 2, 2, 1, 10, 2, 20), Kernels.select());

    assertThat(result.rows()).isEqualTo(2);
    assertThat(result.columns()).isEqualTo(3);
    double[] expected = {141, 252, 363, 182, 304, 426};
    for (int n = 0; n < 6; n++) {
      assertThat(result.numbers().at(n)).isEqualTo(expected[n]);
    }
  }

  @Test
  void withoutABiasNothingIsAdded() {
    var projection = new Projection(matrix(Precision.FLOAT32, 1, 1, 3), new double[0]);

    assertThat(projection.apply(Matrix.of(1, 1, 5), Kernels.select()).at(0, 0)).isEqualTo(15);
  }

  @Test
  void nothingThatComesOutIsLargerThanTheBound() {
    var projection = new Projection(Matrix.of(4, 1, 1, -2, 2, 2), new double[] {-3});

    // A row of norm 5 gives at most 5 · 2 · √4, and 3 more.
    assertThat(projection.largest(5)).isEqualTo(23);
    assertThat(new Projection(Matrix.of(1, 1, 1), new double[0]).largest(5)).isEqualTo(5);
  }

  /// More rows than a kernel takes at a time: row i is (i, 1), and becomes (2i + 5, 3i + 7).
  @ParameterizedTest
  @EnumSource
  void everyRowOfManyIsProjected(Precision precision) {
    double[] rows = new double[2 * 150];
    for (int i = 0; i < 150; i++) {
      rows[2 * i] = i;
      rows[2 * i + 1] = 1;
    }
    var projection = new Projection(matrix(precision, 2, 2, 2, 3, 4, 6), new double[] {1, 1});
    Matrix result = projection.apply(matrix(precision, 150, 2, rows), Kernels.select());

    for (int i = 0; i < 150; i++) {
      assertThat(result.at(i, 0)).isEqualTo(2 * i + 5);
      assertThat(result.at(i, 1)).isEqualTo(3 * i + 7);
    }
  }

  /// A quarter turn takes (x, y) to (-y, x).
  @ParameterizedTest
  @EnumSource
  void halvesAreTurnedByTheirAngles(Precision precision) {
    Tensor cosines = tensor(Precision.FLOAT64, 2, 1, 0, 0, 1);
    Tensor sines = tensor(Precision.FLOAT64, 2, 0, 1, 1, 0);
    Tensor vectors = tensor(precision, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5);

    // Place 0 turns the pair (2, 4), place 1 the pair (1, 3); the fifth number stays.
    assertSame(new Rotary(cosines, sines, false).apply(vectors), 1, -4, 3, 2, 5, -3, 2, 1, 4, 5);
    // Interleaved: place 0 turns (3, 4), place 1 turns (1, 2).
    assertSame(new Rotary(cosines, sines, true).apply(vectors), 1, 2, -4, 3, 5, -2, 1, 3, 4, 5);
  }

  @Test
  void everyHeadIsTurnedAlike() {
    Tensor heads = Tensor.of(new Shape(1, 2, 1, 2), 1, 2, 3, 4);

    assertSame(
        new Rotary(tensor(Precision.FLOAT64, 1, 0), tensor(Precision.FLOAT64, 1, 1), false)
            .apply(heads),
        -2,
        1,
        -4,
        3);
  }

  @Test
  void everyPlaceOfEveryHeadHasItsOwnAngle() {
    Tensor heads = Tensor.of(new Shape(1, 2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    var turned =
        new Rotary(tensor(Precision.FLOAT64, 1, 1, 0), tensor(Precision.FLOAT64, 1, 0, 1), false)
            .apply(heads);

    assertSame(turned, 1, 2, -4, 3, 5, 6, -8, 7);
  }

  @Test
  void everyProblemMayHaveAnglesOfItsOwn() {
    Tensor batch = Tensor.of(new Shape(2, 1, 1, 2), 1, 2, 3, 4);
    var angles = new Shape(2, 1, 1, 1);
    var cosines = new Tensor(angles, new Numbers.Float64(new double[] {1, 0}));
    var sines = new Tensor(angles, new Numbers.Float64(new double[] {0, 1}));

    assertSame(new Rotary(cosines, sines, false).apply(batch), 1, 2, -4, 3);
  }

  @Test
  void anglesGrowWithThePositionAndShrinkWithThePair() {
    Rotary rotary = Rotary.of(100, 4, new int[] {0, 3}, true);

    assertSame(rotary.cosines(), 1, 1);
    assertSame(rotary.sines(), 0, 0);
    // angles 3 and 3 · 100^(-1/2)
    assertThat(rotary.cosines().numbers().at(2)).isCloseTo(Math.cos(3), offset(1e-15));
    assertThat(rotary.cosines().numbers().at(3)).isCloseTo(Math.cos(0.3), offset(1e-15));
    assertThat(rotary.sines().numbers().at(3)).isCloseTo(Math.sin(0.3), offset(1e-15));
    assertThat(rotary.interleaved()).isTrue();
  }

  @Test
  void aScoreDependsOnTheDistanceAlone() {
    Tensor query = tensor(Precision.FLOAT64, 4, 0.3, -0.2, 0.5, 0.9);
    Tensor key = tensor(Precision.FLOAT64, 4, 0.7, 0.1, -0.4, 0.2);

    assertThat(score(query, 5, key, 2)).isCloseTo(score(query, 1005, key, 1002), offset(1e-12));
    assertThat(score(query, 5, key, 2)).isNotCloseTo(score(query, 5, key, 3), offset(1e-3));
  }

  private static double score(Tensor query, int queryPosition, Tensor key, int keyPosition) {
    Numbers q = Rotary.of(10_000, 4, new int[] {queryPosition}, false).apply(query).numbers();
    Numbers k = Rotary.of(10_000, 4, new int[] {keyPosition}, false).apply(key).numbers();
    double sum = 0;
    for (int e = 0; e < 4; e++) {
      sum += q.at(e) * k.at(e);
    }
    return sum;
  }

  private static Matrix matrix(Precision precision, int rows, int columns, double... numbers) {
    return new Matrix(rows, columns, Numbers.of(precision, List.of(numbers)));
  }

  private static Tensor tensor(Precision precision, int size, double... numbers) {
    return Tensor.ofRows(matrix(precision, numbers.length / size, size, numbers));
  }

  private static void assertSame(Tensor tensor, double... expected) {
    for (int n = 0; n < expected.length; n++) {
      assertThat(tensor.numbers().at(n)).as("number %d", n).isEqualTo(expected[n]);
    }
  }
}
