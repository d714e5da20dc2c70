package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernels give the bits of the plain loops.
class SameBitsTest {

  private static final double HIDDEN = Double.NEGATIVE_INFINITY;
  private static final int TRIES = 200_000;

  static final Pair<?>[] PAIRS = {
    new Pair<>(Flavor.SINGLE, Flavor.VECTOR), new Pair<>(Flavor.TWICE, Flavor.VECTOR64)
  };

  private final Random random = new Random(25);

  /// Kernels that must agree.
  record Pair<A>(Flavor<A> plain, Flavor<A> vector) {

    @Override
    public String toString() {
      return vector.name();
    }
  }

  static Stream<Arguments> everyStep() {
    return Stream.of(PAIRS)
        .flatMap(
            pair -> {
              int lanes = pair.vector().kernel().columns(2);
              int most = pair.vector().kernel().mostQueries();
              return Stream.of(
                  argumentSet(pair + ": one of each", pair, 1, 1, 1, 1),
                  argumentSet(pair + ": the tutorial's", pair, 4, 4, 3, 3),
                  argumentSet(pair + ": a vector of queries", pair, lanes, 20, 64, 64),
                  argumentSet(pair + ": one query more", pair, lanes + 1, 20, 64, 64),
                  argumentSet(pair + ": as many as can be", pair, most, 65, 129, 7),
                  argumentSet(pair + ": odd sizes", pair, most - 3, 131, 257, 33),
                  argumentSet(pair + ": one query, many keys", pair, 1, 1_000, 300, 140),
                  argumentSet(pair + ": one query, squares of keys", pair, 1, 640, 256, 128),
                  argumentSet(pair + ": few queries, many keys", pair, 3, 1_000, 40, 5));
            });
  }

  @ParameterizedTest
  @MethodSource
  <A> void everyStep(Pair<A> pair, int queries, int keys, int size, int valueSize) {
    // The smallest numbers there are: products of both signs that round to 0 and -0.
    for (double spread : new double[] {Double.MIN_VALUE, Float.MIN_VALUE, 0.1, 1, 20}) {
      double[] query = numbers(queries * size, spread);
      double[] key = numbers(keys * size, 1);
      double[] value = numbers(keys * valueSize, 1);
      for (boolean capped : new boolean[] {false, true}) {
        var problem = new Problem(queries, keys, size, valueSize, query, key, value, capped);
        double[][] plain = steps(pair.plain(), problem);
        double[][] vector = steps(pair.vector(), problem);
        for (int step = 0; step < plain.length; step++) {
          assertThat(vector[step]).as("step %d", step).isEqualTo(plain[step]); // by their bits
        }
      }
    }
  }

  private record Problem(
      int queries,
      int keys,
      int size,
      int valueSize,
      double[] query,
      double[] key,
      double[] value,
      boolean capped) {}

  /// Scores, logits of which a part is hidden, weights, log-sum-exps, contexts.
  private static <A> double[][] steps(Flavor<A> flavor, Problem problem) {
    Kernel<A> kernel = flavor.kernel();
    int queries = problem.queries;
    Slice<A> work = flavor.zeros(problem.keys, kernel.columns(queries));
    kernel.scores(
        flavor.slice(queries, problem.size, problem.query),
        flavor.slice(problem.keys, problem.size, problem.key),
        0.7,
        work);
    double[] scores = flavor.rows(work, queries);
    if (problem.capped) {
      kernel.softcap(1.3, work);
    }
    double[] logits = flavor.rows(work, queries);
    for (int i = 0; i < queries; i++) {
      for (int j = 0; j < problem.keys; j++) {
        if ((i + j) % 3 == 0 || i == 1) { // query 1 sees nothing
          logits[i * problem.keys + j] = HIDDEN;
        }
      }
    }
    work = flavor.work(queries, problem.keys, logits);
    Slice<A> lse = flavor.zeros(queries, 1);
    kernel.softmax(work, problem.capped ? -0.5 : HIDDEN, lse);
    double[] weights = flavor.rows(work, queries);
    Slice<A> context = flavor.zeros(queries, problem.valueSize);
    kernel.context(work, flavor.slice(problem.keys, problem.valueSize, problem.value), context);
    return new double[][] {scores, logits, weights, flavor.read(lse), flavor.read(context)};
  }

  private double[] numbers(int count, double spread) {
    return random.doubles(count).map(_ -> spread * random.nextGaussian()).toArray();
  }

  /// Beside a key of logit 0: from hardly below it to where exp vanishes, and beyond.
  @ParameterizedTest
  @FieldSource("PAIRS")
  <A> void theExponentialOfEveryKindOfNumber(Pair<A> pair) {
    int columns = pair.vector().kernel().columns(2);
    for (int n = 0; n < TRIES / columns; n++) {
      double[] x = new double[2 * columns];
      for (int i = 0; i < columns; i++) {
        double small = -Math.scalb(random.nextDouble(), -random.nextInt(160));
        x[columns + i] = random.nextBoolean() ? -800 * random.nextDouble() : small;
      }
      assertThat(softmax(pair.vector(), columns, x)).isEqualTo(softmax(pair.plain(), columns, x));
    }
  }

  private static <A> double[] softmax(Flavor<A> flavor, int columns, double[] x) {
    Slice<A> work = flavor.slice(2, columns, x);
    flavor.kernel().softmax(work, HIDDEN, flavor.zeros(columns, 1));
    return flavor.read(work);
  }

  @ParameterizedTest
  @FieldSource("PAIRS")
  <A> void theHyperbolicTangentOfEveryKindOfNumber(Pair<A> pair) {
    int columns = pair.vector().kernel().columns(2);
    for (int n = 0; n < TRIES / columns; n++) {
      double[] x = new double[columns];
      for (int i = 0; i < columns; i++) {
        x[i] = random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 30);
      }
      x[0] = Double.NaN;
      assertThat(softcap(pair.vector(), x)).isEqualTo(softcap(pair.plain(), x));
    }
  }

  private static <A> double[] softcap(Flavor<A> flavor, double[] x) {
    Slice<A> work = flavor.slice(1, x.length, x);
    flavor.kernel().softcap(1, work);
    return flavor.read(work);
  }

  @ParameterizedTest
  @FieldSource("PAIRS")
  <A> void hiddenValuesMayBeAnything(Pair<A> pair) {
    int queries = pair.vector().kernel().mostQueries();
    double[] weights = new double[queries * 70];
    Arrays.fill(weights, 0.25);
    for (int i = 0; i < queries; i++) {
      weights[i * 70 + 66] = 0;
    }
    double[] value = numbers(70 * 9, 1);
    value[66 * 9 + 4] = Double.NaN;
    double[] vector = context(pair.vector(), queries, weights, value);

    assertThat(vector).isEqualTo(context(pair.plain(), queries, weights, value));
    assertThat(vector).doesNotContain(Double.NaN);
  }

  private static <A> double[] context(
      Flavor<A> flavor, int queries, double[] weights, double[] value) {
    Slice<A> context = flavor.zeros(queries, 9);
    flavor.kernel().context(flavor.work(queries, 70, weights), flavor.slice(70, 9, value), context);
    return flavor.read(context);
  }
}
