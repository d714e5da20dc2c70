package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernel gives the bits of the plain loops.
class SameBitsTest {

  private static final Kernel<float[]> PLAIN = new ScalarKernel();
  private static final Kernel<float[]> VECTOR = new VectorKernel();
  private static final float HIDDEN = Float.NEGATIVE_INFINITY;

  private final Random random = new Random(25);

  static Stream<Arguments> everyStep() {
    return Stream.of(
        argumentSet("one of each", 1, 1, 1, 1),
        argumentSet("the tutorial's", 4, 4, 3, 3),
        argumentSet("a vector of queries", VECTOR.columns(1), 20, 64, 64),
        argumentSet("one query more", VECTOR.columns(1) + 1, 20, 64, 64),
        argumentSet("as many queries as can be", VECTOR.mostQueries(), 65, 129, 7),
        argumentSet("odd sizes", VECTOR.mostQueries() - 3, 131, 257, 33),
        argumentSet("few queries, many keys", 3, 1_000, 40, 5));
  }

  @ParameterizedTest
  @MethodSource
  void everyStep(int queries, int keys, int size, int valueSize) {
    for (float spread : new float[] {0.1f, 1, 20}) {
      Slice<float[]> query = numbers(queries, size, spread);
      Slice<float[]> key = numbers(keys, size, 1);
      Slice<float[]> value = numbers(keys, valueSize, 1);
      for (int softcap = 0; softcap < 2; softcap++) {
        float[][] plain = steps(PLAIN, query, key, value, softcap == 1);
        float[][] vector = steps(VECTOR, query, key, value, softcap == 1);
        for (int step = 0; step < plain.length; step++) {
          assertThat(bits(vector[step])).as("step %d", step).isEqualTo(bits(plain[step]));
        }
      }
    }
  }

  /// Scores, logits of which a part is hidden, weights, log-sum-exps, contexts.
  private static float[][] steps(
      Kernel<float[]> kernel,
      Slice<float[]> query,
      Slice<float[]> key,
      Slice<float[]> value,
      boolean capped) {
    int queries = query.rows();
    int columns = kernel.columns(queries);
    var work = new Slice<>(new float[key.rows() * columns], 0, key.rows(), columns);
    kernel.scores(query, key, 0.7, work);
    float[] scores = rows(kernel, work, queries);
    if (capped) {
      kernel.softcap(1.3, work);
    }
    for (int j = 0; j < key.rows(); j++) {
      for (int i = 0; i < queries; i++) {
        if ((i + j) % 3 == 0 || i == 1) { // query 1 sees nothing
          work.values()[j * columns + i] = HIDDEN;
        }
      }
    }
    float[] logits = rows(kernel, work, queries);
    var lse = new Slice<>(new float[queries], 0, queries, 1);
    kernel.softmax(work, capped ? -0.5 : HIDDEN, lse);
    float[] weights = rows(kernel, work, queries);
    int valueSize = value.columns();
    var context = new Slice<>(new float[queries * valueSize], 0, queries, valueSize);
    kernel.context(work, value, context);
    return new float[][] {scores, logits, weights, lse.values(), context.values()};
  }

  private static float[] rows(Kernel<float[]> kernel, Slice<float[]> work, int queries) {
    var rows = new Slice<>(new float[queries * work.rows()], 0, queries, work.rows());
    kernel.transpose(work, rows);
    return rows.values();
  }

  private Slice<float[]> numbers(int rows, int columns, float spread) {
    float[] numbers = new float[rows * columns];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = spread * (float) random.nextGaussian();
    }
    return new Slice<>(numbers, 0, rows, columns);
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    for (int n = 0; n < bits.length; n++) {
      bits[n] = Float.floatToIntBits(numbers[n]);
    }
    return bits;
  }

  /// Each thousandth float from 0 to where exp vanishes, and beyond.
  @Test
  void theExponentialOfEveryKindOfNumber() {
    int columns = VECTOR.columns(1);
    int step = 1_000 + 1;
    for (int first = 0x80000000; first < Float.floatToRawIntBits(-110f); first += step * columns) {
      float[] x = new float[2 * columns];
      for (int n = 0; n < columns; n++) {
        x[columns + n] = Float.intBitsToFloat(first + n * step); // beside a key of logit 0
      }
      float[] plain = x.clone();
      var lse = new Slice<>(new float[columns], 0, columns, 1);
      VECTOR.softmax(new Slice<>(x, 0, 2, columns), HIDDEN, lse);
      PLAIN.softmax(new Slice<>(plain, 0, 2, columns), HIDDEN, lse);
      assertThat(bits(x)).isEqualTo(bits(plain));
    }
  }

  @Test
  void theHyperbolicTangentOfEveryKindOfNumber() {
    int columns = VECTOR.columns(1);
    int step = 10_000 + 1;
    float[] ends = {0f, 0.625f, 10f, 1e30f};
    for (float sign : new float[] {1, -1}) {
      int last = Float.floatToRawIntBits(ends[3]);
      for (int first = 0; first < last; first += step * columns) {
        float[] x = new float[columns];
        for (int n = 0; n < columns; n++) {
          x[n] = sign * Float.intBitsToFloat(first + n * step);
        }
        float[] plain = x.clone();
        VECTOR.softcap(1, new Slice<>(x, 0, 1, columns));
        PLAIN.softcap(1, new Slice<>(plain, 0, 1, columns));
        assertThat(bits(x)).isEqualTo(bits(plain));
      }
    }
  }

  @Test
  void theHyperbolicTangentOfNoNumber() {
    float[] x = new float[VECTOR.columns(1)];
    Arrays.fill(x, Float.NaN);
    VECTOR.softcap(1, new Slice<>(x, 0, 1, x.length));

    assertThat(x).containsOnly(Float.NaN);
  }

  @Test
  void hiddenValuesMayBeAnything() {
    Slice<float[]> query = numbers(VECTOR.mostQueries(), 8, 1);
    Slice<float[]> key = numbers(70, 8, 1);
    Slice<float[]> value = numbers(70, 9, 1);
    int columns = VECTOR.columns(query.rows());
    var work = new Slice<>(new float[70 * columns], 0, 70, columns);
    var lse = new Slice<>(new float[query.rows()], 0, query.rows(), 1);
    VECTOR.scores(query, key, 1, work);
    for (int i = 0; i < columns; i++) {
      work.values()[66 * columns + i] = HIDDEN;
    }
    value.values()[66 * 9 + 4] = Float.NaN;
    VECTOR.softmax(work, HIDDEN, lse);
    var context = new Slice<>(new float[query.rows() * 9], 0, query.rows(), 9);
    VECTOR.context(work, value, context);
    float[] plain = new float[context.values().length];
    PLAIN.context(work, value, new Slice<>(plain, 0, query.rows(), 9));

    assertThat(bits(context.values())).isEqualTo(bits(plain));
    assertThat(context.values()).doesNotContain(Float.NaN);
  }
}
