package attention.inference;

import attention.inference.OnnxProblem.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The ONNX operator `Attention` (23, 24 and 25) in double precision, one formula of the
/// specification a method. Shares no code with what it checks.
///
/// Sums are compensated, so that a score is right to `4e-16` of itself even where its products
/// cancel. A weight is right to `5e-16 * (1 + |logit|)` of itself, because `exp` magnifies the
/// rounding of its logit. `softmax_precision` is not looked at: it only says how coarse softmax may
/// be.
///
/// @see <a href="https://onnx.ai/onnx/operators/onnx__Attention.html">ONNX, Attention 25</a>
final class OnnxReference {

  private final OnnxProblem problem;
  private final OnnxVisibility visibility;
  private final int queryHeads;
  private final int keyHeads;
  private final int pastCount;
  private final int keyCount;

  private OnnxReference(OnnxProblem problem) {
    this.problem = problem;
    visibility = new OnnxVisibility(problem);
    queryHeads = problem.queryHeads();
    keyHeads = problem.keyHeads();
    pastCount = problem.pastCount();
    keyCount = problem.keyCount();
  }

  /// All outputs by name: `Y`, `present_key`, `present_value` and `qk_matmul_output`. None is
  /// rounded to the datatype it has.
  static Map<String, Array> attention(OnnxProblem problem) {
    var reference = new OnnxReference(problem);
    return Map.of(
        "Y", reference.contexts(),
        "present_key", reference.presentKeys(),
        "present_value", reference.presentValues(),
        "qk_matmul_output", reference.stage());
  }

  /// `(B, Hq, L, Ev)`, or `(B, L, Hq * Ev)` where the query has three axes.
  private Array contexts() {
    int b = problem.batchSize();
    int l = problem.queryCount();
    int size = problem.valueSize();
    int[] shape =
        problem.query().shape().length == 4
            ? new int[] {b, queryHeads, l, size}
            : new int[] {b, l, queryHeads * size};
    return array(problem.query().datatype(), shape, queryHeads, this::context);
  }

  /// `(B, Hkv, S, E)`: the past and the new keys after it.
  private Array presentKeys() {
    int size = problem.headSize();
    int[] shape = {problem.batchSize(), keyHeads, keyCount, size};
    return array(
        problem.key().datatype(), shape, keyHeads, (b, h, j) -> vector(size, e -> key(b, h, j, e)));
  }

  /// `(B, Hkv, S, Ev)`: the past and the new values after it.
  private Array presentValues() {
    int size = problem.valueSize();
    int[] shape = {problem.batchSize(), keyHeads, keyCount, size};
    return array(
        problem.value().datatype(),
        shape,
        keyHeads,
        (b, h, j) -> vector(size, e -> value(b, h, j, e)));
  }

  /// `(B, Hq, L, S)`: the scores (0), capped (1), the logits (2) or the weights (3).
  private Array stage() {
    int mode = problem.integer("qk_matmul_output_mode", 0);
    int[] shape = {problem.batchSize(), queryHeads, problem.queryCount(), keyCount};
    return array(
        problem.query().datatype(),
        shape,
        queryHeads,
        (b, h, i) ->
            switch (mode) {
              case 0 -> vector(keyCount, j -> score(b, h, i, j));
              case 1 -> vector(keyCount, j -> capped(score(b, h, i, j)));
              case 2 -> vector(keyCount, j -> logit(b, h, i, j));
              case 3 -> weights(b, h, i);
              default -> throw new IllegalArgumentException("qk_matmul_output_mode " + mode);
            });
  }

  /// `scale * sum over e of query[i][e] * key[j][e]`.
  private double score(int b, int h, int i, int j) {
    int size = problem.headSize();
    var sum = new CompensatedSum();
    for (int e = 0; e < size; e++) {
      sum.addProduct(problem.query().at(queryHeads, b, h, i, e), key(b, keyHead(h), j, e));
    }
    return problem.number("scale", 1 / Math.sqrt(size)) * sum.total();
  }

  /// `c * tanh(score / c)`, or the score itself where there is no cap. ONNX has attributes in
  /// float32; only FP64 inputs take more digits.
  private double capped(double score) {
    double given = problem.number("softcap", 0);
    double c = problem.query().datatype().equals("FP64") ? given : (float) given;
    return c > 0 ? c * Math.tanh(score / c) : score;
  }

  /// The capped score plus the bias; `-Infinity` for a hidden key, whatever its vector.
  private double logit(int b, int h, int i, int j) {
    return visibility.sees(b, h, i, j)
        ? capped(score(b, h, i, j)) + visibility.bias(b, h, i, j)
        : Double.NEGATIVE_INFINITY;
  }

  /// `exp(x[j] - max(x)) / sum(exp(x - max(x)))`; all 0 where no key is seen.
  private double[] weights(int b, int h, int i) {
    double[] logits = vector(keyCount, j -> logit(b, h, i, j));
    double largest = Arrays.stream(logits).max().orElseThrow();
    if (largest == Double.NEGATIVE_INFINITY) {
      return new double[keyCount];
    }
    var sum = new CompensatedSum();
    for (double logit : logits) {
      sum.add(Math.exp(logit - largest));
    }
    return vector(keyCount, j -> Math.exp(logits[j] - largest) / sum.total());
  }

  /// `sum over j of weights[j] * value[j][e]` for each `e`; hidden values are not looked at.
  private double[] context(int b, int h, int i) {
    double[] weights = weights(b, h, i);
    return vector(
        problem.valueSize(),
        e -> {
          var sum = new CompensatedSum();
          for (int j = 0; j < keyCount; j++) {
            if (visibility.sees(b, h, i, j)) {
              sum.addProduct(weights[j], value(b, keyHead(h), j, e));
            }
          }
          return sum.total();
        });
  }

  /// Neighbouring query heads share a key head.
  private int keyHead(int h) {
    return h / (queryHeads / keyHeads);
  }

  private double key(int b, int h, int j, int e) {
    return element(problem.pastKey(), problem.key(), b, h, j, e);
  }

  private double value(int b, int h, int j, int e) {
    return element(problem.pastValue(), problem.value(), b, h, j, e);
  }

  private double element(@Nullable Array past, Array added, int b, int h, int j, int e) {
    return past != null && j < pastCount
        ? past.at(keyHeads, b, h, j, e)
        : added.at(keyHeads, b, h, j - pastCount, e);
  }

  private static double[] vector(int size, IntToDoubleFunction element) {
    double[] vector = new double[size];
    Arrays.setAll(vector, element);
    return vector;
  }

  /// What a query or key of one head has in an array.
  private interface Row {
    double[] of(int b, int h, int n);
  }

  private static Array array(String datatype, int[] shape, int heads, Row row) {
    int elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    var array = new Array(datatype, shape, new double[elements]);
    for (int b = 0; b < shape[0]; b++) {
      for (int h = 0; h < heads; h++) {
        for (int n = 0; n < array.vectors(); n++) {
          double[] numbers = row.of(b, h, n);
          System.arraycopy(
              numbers, 0, array.values(), array.index(heads, b, h, n, 0), numbers.length);
        }
      }
    }
    return array;
  }
}
