package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The formulas of each kernel against the same formulas in plain double loops.
class KernelTest {

  static final Flavor<?>[] FLAVORS = {Flavor.SINGLE, Flavor.VECTOR, Flavor.TWICE, Flavor.VECTOR64};

  static Stream<Arguments> sizes() {
    return Stream.of(FLAVORS)
        .flatMap(
            flavor ->
                Stream.of(
                    argumentSet(flavor + ": one of each", flavor, 1, 1, 1),
                    argumentSet(flavor + ": the tutorial's", flavor, 4, 4, 3),
                    argumentSet(flavor + ": just below the blocks", flavor, 3, 63, 127),
                    argumentSet(flavor + ": exactly the blocks", flavor, 2, 64, 128),
                    argumentSet(flavor + ": just above the blocks", flavor, 3, 65, 129),
                    argumentSet(flavor + ": several blocks and a rest", flavor, 2, 200, 300)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  <A> void scoresAreScaledDotProducts(Flavor<A> flavor, int queries, int keys, int size) {
    Slice<A> query = random(flavor, queries, size, 1);
    Slice<A> key = random(flavor, keys, size, 2);
    Slice<A> work = flavor.zeros(keys, flavor.kernel().columns(queries));
    flavor.kernel().scores(query, key, 0.37, work);

    double[] q = flavor.read(query);
    double[] k = flavor.read(key);
    double[] scores = flavor.rows(work, queries);
    double factor = flavor.read(flavor.slice(1, 1, 0.37))[0];
    for (int i = 0; i < queries; i++) {
      for (int j = 0; j < keys; j++) {
        double sum = 0;
        double magnitudes = 0;
        for (int e = 0; e < size; e++) {
          sum += q[i * size + e] * k[j * size + e];
          magnitudes += Math.abs(q[i * size + e] * k[j * size + e]);
        }
        // A sum of n terms in blocks is off by less than a few roundoffs of the sum of magnitudes.
        assertThat(scores[i * keys + j])
            .isCloseTo(factor * sum, offset(8 * flavor.roundoff() * magnitudes));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  <A> void contextIsTheWeightedSumOfTheValues(Flavor<A> flavor, int queries, int keys, int size) {
    double[] w = flavor.read(random(flavor, queries, keys, 3));
    Slice<A> value = random(flavor, keys, size, 4);
    Slice<A> context = random(flavor, queries, size, 5); // what was there before does not matter
    flavor.kernel().context(flavor.work(queries, keys, w), value, context);

    double[] v = flavor.read(value);
    for (int i = 0; i < queries; i++) {
      for (int e = 0; e < size; e++) {
        double sum = 0;
        for (int j = 0; j < keys; j++) {
          sum += w[i * keys + j] * v[j * size + e];
        }
        assertThat(flavor.read(context)[i * size + e])
            .isCloseTo(sum, offset(8 * flavor.roundoff() * keys));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  <A> void weightsAreTheSoftmaxOfEachRow(Flavor<A> flavor, int queries, int keys, int size) {
    double[] x = flavor.read(random(flavor, queries, keys, 6 + size)).clone();
    Slice<A> work = flavor.work(queries, keys, x);
    Slice<A> lse = flavor.zeros(queries, 1);
    flavor.kernel().softmax(work, Double.NEGATIVE_INFINITY, lse);
    double[] weights = flavor.rows(work, queries);

    for (int i = 0; i < queries; i++) {
      double sum = 0;
      for (int j = 0; j < keys; j++) {
        sum += StrictMath.exp(x[i * keys + j]);
      }
      double total = 0;
      for (int j = 0; j < keys; j++) {
        double weight = weights[i * keys + j];
        double expected = StrictMath.exp(x[i * keys + j]) / sum;
        // In double precision the expected number is no better than the actual one.
        assertThat(weight).isCloseTo(expected, offset(24 * flavor.roundoff() * expected));
        total += weight;
      }
      assertThat(total).isCloseTo(1, offset(24 * flavor.roundoff()));
      assertThat(flavor.read(lse)[i])
          .isCloseTo(StrictMath.log(sum), offset(4 * flavor.roundoff() * 6));
    }
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void aSinkTakesItsShareAndGivesNothing(Flavor<A> flavor) {
    Slice<A> row = flavor.work(1, 2, 0, 0);
    Slice<A> lse = flavor.zeros(1, 1);
    flavor.kernel().softmax(row, Math.log(2), lse);

    // exp: 1 and 1 for the keys, 2 for the sink
    assertThat(flavor.rows(row, 1)[0]).isCloseTo(0.25, offset(2 * flavor.roundoff()));
    assertThat(flavor.read(lse)[0]).isCloseTo(Math.log(4), offset(4 * flavor.roundoff()));
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void aRowThatSeesNothingIsZero(Flavor<A> flavor) {
    double none = Double.NEGATIVE_INFINITY;
    Slice<A> rows = flavor.work(3, 2, 1, 2, none, none, 3, none);
    Slice<A> lse = flavor.zeros(3, 1);
    flavor.kernel().softmax(rows, none, lse);

    assertThat(Arrays.copyOfRange(flavor.rows(rows, 3), 2, 6)).containsExactly(0, 0, 1, 0);
    assertThat(flavor.read(lse)[1]).isEqualTo(none);
    assertThat(flavor.read(lse)[2]).isEqualTo(3);
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void aRowThatSeesNothingButASinkIsZeroAndItsLseIsTheSink(Flavor<A> flavor) {
    Slice<A> rows = flavor.work(1, 2, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    Slice<A> lse = flavor.zeros(1, 1);
    flavor.kernel().softmax(rows, 5, lse);

    assertThat(flavor.rows(rows, 1)).containsExactly(0, 0);
    assertThat(flavor.read(lse)[0]).isEqualTo(5);
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void hugeLogitsNeitherOverflowNorLoseTheLargest(Flavor<A> flavor) {
    Slice<A> row = flavor.work(1, 3, 1e30, 1e30, -1e30);
    flavor.kernel().softmax(row, Double.NEGATIVE_INFINITY, flavor.zeros(1, 1));

    assertThat(flavor.rows(row, 1)).containsExactly(0.5, 0.5, 0);
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void softcapBoundsTheScores(Flavor<A> flavor) {
    double[] x = {0, 0.5, -1, 3, -50, 1e9};
    Slice<A> scores = flavor.work(2, 3, x);
    flavor.kernel().softcap(2, scores);

    for (int n = 0; n < x.length; n++) {
      double expected = 2 * StrictMath.tanh(x[n] / 2);
      assertThat(flavor.rows(scores, 2)[n])
          .isCloseTo(expected, offset(4 * flavor.roundoff() * Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void aHiddenValueMayBeAnything(Flavor<A> flavor) {
    Slice<A> value = flavor.slice(3, 2, 1, 2, Double.NaN, Double.POSITIVE_INFINITY, 3, 4);
    Slice<A> context = flavor.zeros(1, 2);
    flavor.kernel().context(flavor.work(1, 3, 0.5, 0, 0.5), value, context);

    assertThat(flavor.read(context)).containsExactly(2, 3);
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void onlyTheRowsOfASliceAreReadAndWritten(Flavor<A> flavor) {
    int columns = flavor.kernel().columns(1);
    A query = flavor.array().apply(new double[] {9, 9, 1, 2, 9});
    A key = flavor.array().apply(new double[] {9, 3, 4, 5, 6, 9});
    double[] sevens = new double[2 + 2 * columns + 1];
    Arrays.fill(sevens, 7);
    A places = flavor.array().apply(sevens);
    var work = new Slice<>(places, 2, 2, columns);
    flavor.kernel().scores(new Slice<>(query, 2, 1, 2), new Slice<>(key, 1, 2, 2), 1, work);
    assertThat(flavor.rows(work, 1)).containsExactly(11, 17);

    flavor.kernel().softcap(1e6, work);
    flavor.kernel().softmax(new Slice<>(places, 2, 1, columns), -1e30, flavor.zeros(1, 1));
    assertThat(flavor.rows(work, 1)[0]).isEqualTo(1);
    assertThat(flavor.rows(work, 1)[1]).isCloseTo(17, offset(1e-4));
    assertThat(flavor.doubles().apply(places)).startsWith(7, 7).endsWith(7);

    A context = flavor.array().apply(new double[] {7, 7, 7, 7});
    flavor
        .kernel()
        .context(
            new Slice<>(places, 2, 1, columns),
            new Slice<>(key, 1, 1, 2),
            new Slice<>(context, 1, 1, 2));
    assertThat(flavor.doubles().apply(context)).containsExactly(7, 3, 4, 7);
  }

  /// In single precision 2^24 + 1 is 2^24: what is added one by one to a large number is lost, what
  /// is added up first in the next block is not.
  @ParameterizedTest
  @MethodSource
  void sumsRunInOrderWithinBlocks(int large, double expectedDot, double expectedSum) {
    double[] ones = new double[192];
    Arrays.fill(ones, 1);
    double[] numbers = ones.clone();
    numbers[large] = 0x1p24;
    for (Flavor<float[]> flavor : List.of(Flavor.SINGLE, Flavor.VECTOR)) {
      Kernel<float[]> kernel = flavor.kernel();
      Slice<float[]> score = flavor.zeros(1, kernel.columns(1));
      Slice<float[]> context = flavor.zeros(1, 1);
      kernel.scores(flavor.slice(1, 192, ones), flavor.slice(1, 192, numbers), 1, score);
      kernel.context(flavor.work(1, 192, ones), flavor.slice(192, 1, numbers), context);

      assertThat((double) score.values()[0]).isEqualTo(expectedDot);
      assertThat((double) context.values()[0]).isEqualTo(expectedSum);
    }
  }

  static Stream<Arguments> sumsRunInOrderWithinBlocks() {
    return Stream.of(
        // Dot products: blocks of 128 and 64. Keys: three blocks of 64.
        argumentSet("large at the start", 0, 0x1p24 + 64, 0x1p24 + 128),
        argumentSet(
            "large at the end of the first key block", 63, 0x1p24 + 64 + 64, 0x1p24 + 64 + 128),
        argumentSet(
            "large at the end of the first dot block", 127, 0x1p24 + 128 + 64, 0x1p24 + 192),
        argumentSet("large at the end", 191, 0x1p24 + 64 + 128, 0x1p24 + 192));
  }

  @ParameterizedTest
  @FieldSource("FLAVORS")
  <A> void theKernelSaysWhatItIs(Flavor<A> flavor) {
    assertThat(flavor.kernel().name())
        .isEqualTo(flavor.name().startsWith("vector") ? "vector" : "scalar");
    assertThat(flavor.kernel().reason()).isNotBlank();
  }

  @Test
  void theFastKernelsAreSelectedWhereTheyCanRun() {
    assertThat(VectorApi.load()).isTrue();
    assertThat(Kernels.select().float32()).isInstanceOf(VectorKernel.class);
    assertThat(Kernels.select().float64()).isInstanceOf(VectorKernel64.class);
    assertThat(Kernels.scalar().float32()).isInstanceOf(ScalarKernel.class);
    assertThat(Kernels.scalar().float64()).isInstanceOf(ScalarKernel64.class);
  }

  private static <A> Slice<A> random(Flavor<A> flavor, int rows, int columns, long seed) {
    var random = new Random(seed);
    return flavor.slice(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }
}
