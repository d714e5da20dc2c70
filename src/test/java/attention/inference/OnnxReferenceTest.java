package attention.inference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attention.inference.OnnxProblem.Array;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The reference against numbers worked out on paper. Queries and keys have one element, so that
/// the scale is 1; where a query is 0 it finds all keys alike.
class OnnxReferenceTest {

  private static final double HIDDEN = Double.NEGATIVE_INFINITY;

  // Some roundings of numbers up to 16.
  private static final Offset<Double> ROUNDING = within(1e-14);

  @Test
  void weightsAreEachKeysShareOfTheExponentials() {
    // exp(0) : exp(ln 3) = 1 : 3, and 1/4 * 8 + 3/4 * 16 = 14.
    var outputs = attention(row(1), row(0, Math.log(3)), row(8, 16), mode(3));

    assertThat(numbers(outputs, "qk_matmul_output"))
        .containsExactly(new double[] {0.25, 0.75}, ROUNDING);
    assertThat(numbers(outputs, "Y")).containsExactly(new double[] {14}, ROUNDING);
  }

  @Test
  void aCapBendsTheScores() {
    // 2 * tanh(ln 3 / 2) = 2 * (3 - 1) / (3 + 1) = 1.
    var attributes = Map.<String, Object>of("softcap", 2.0, "qk_matmul_output_mode", 1);

    var outputs = attention(row(-1, 1), row(Math.log(3)), row(5), attributes);

    assertThat(numbers(outputs, "qk_matmul_output"))
        .containsExactly(new double[] {-1, 1}, ROUNDING);
  }

  @Test
  void hiddenKeysAndValuesAreNotLookedAt() {
    double nan = Double.NaN;
    var mask = new Array("BOOL", new int[] {3}, new double[] {0, 1, 0});

    var outputs = attention(row(2), row(nan, 5, nan), row(nan, 7, nan), mask, null, mode(2));

    assertThat(numbers(outputs, "qk_matmul_output")).containsExactly(HIDDEN, 10, HIDDEN);
    assertThat(numbers(outputs, "Y")).containsExactly(7);
  }

  @Test
  void aMaskOfThreeAxesIsOneForEachHeadInEveryBatchEntry() {
    // The first head sees the first of two keys, the second head the second.
    var query = new Array("FP64", new int[] {2, 2, 1, 1}, new double[4]);
    var key = new Array("FP64", new int[] {2, 1, 2, 1}, new double[] {1, 2, 3, 4});
    var mask = new Array("FP64", new int[] {2, 1, 2}, new double[] {0, HIDDEN, HIDDEN, 0});

    var outputs = attention(query, key, key, mask, null, Map.of());

    assertThat(numbers(outputs, "Y")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void keysBeyondTheEndOfTheMaskAreHidden() {
    var mask = new Array("FP64", new int[] {1, 2}, new double[] {0, 0});

    var outputs = attention(row(0), row(1, 2, 3), row(10, 20, 90), mask, null, Map.of());

    assertThat(numbers(outputs, "Y")).containsExactly(15);
  }

  @Test
  void withFewerKeysThanQueriesTheFirstQueriesSeeNothing() {
    // Two of three keys count, for three queries: the offset is -1.
    long[] validLengths = {2};
    var attributes = Map.<String, Object>of("is_causal", 1, "qk_matmul_output_mode", 3);

    var outputs =
        attention(row(0, 0, 0), row(1, 2, 3), row(10, 20, 90), null, validLengths, attributes);

    assertThat(numbers(outputs, "qk_matmul_output"))
        .containsExactly(
            0, 0, 0, //
            1, 0, 0, //
            0.5, 0.5, 0);
    assertThat(numbers(outputs, "Y")).containsExactly(0, 10, 15);
  }

  @Test
  void theWindowOfAQueryIsCountedFromItsPositionAfterThePast() {
    // Two keys are past, so that the queries stand at 2 and 3.
    var window =
        Map.<String, Object>of(
            "left_window_size", 1, "right_window_size", 0, "qk_matmul_output_mode", 3);
    var problem =
        new OnnxProblem(
            row(0, 0), row(3, 4), row(30, 40), null, row(1, 2), row(10, 20), null, window);

    var outputs = OnnxReference.attention(problem);

    assertThat(numbers(outputs, "qk_matmul_output"))
        .containsExactly(
            0, 0.5, 0.5, 0, //
            0, 0, 0.5, 0.5);
    assertThat(numbers(outputs, "Y")).containsExactly(25, 35);
    assertThat(numbers(outputs, "present_key")).containsExactly(1, 2, 3, 4);
    assertThat(numbers(outputs, "present_value")).containsExactly(10, 20, 30, 40);
  }

  @Test
  void inThreeAxesHeadsStandSideBySideAndNeighboursShareAKeyHead() {
    // Two queries of four heads; two keys of two heads, with the values 10, 30 and 20, 40.
    var query = new Array("FP64", new int[] {1, 2, 4}, new double[8]);
    var key = new Array("FP64", new int[] {1, 2, 2}, new double[4]);
    var value = new Array("FP64", new int[] {1, 2, 2}, new double[] {10, 20, 30, 40});

    var outputs = attention(query, key, value, Map.of("q_num_heads", 4, "kv_num_heads", 2));

    assertThat(output(outputs, "Y").shape()).containsExactly(1, 2, 4);
    assertThat(numbers(outputs, "Y"))
        .containsExactly(
            20, 20, 30, 30, //
            20, 20, 30, 30);
  }

  /// Vectors of one element, in one head of one batch entry.
  private static Array row(double... elements) {
    return new Array("FP64", new int[] {1, 1, elements.length, 1}, elements);
  }

  private static Map<String, Object> mode(int mode) {
    return Map.of("qk_matmul_output_mode", mode);
  }

  private static Map<String, Array> attention(
      Array query, Array key, Array value, Map<String, Object> attributes) {
    return attention(query, key, value, null, null, attributes);
  }

  private static Map<String, Array> attention(
      Array query,
      Array key,
      Array value,
      @Nullable Array mask,
      long @Nullable [] validLengths,
      Map<String, Object> attributes) {
    return OnnxReference.attention(
        new OnnxProblem(query, key, value, mask, null, null, validLengths, attributes));
  }

  private static Array output(Map<String, Array> outputs, String name) {
    return requireNonNull(outputs.get(name));
  }

  private static double[] numbers(Map<String, Array> outputs, String name) {
    return output(outputs, name).values();
  }
}
