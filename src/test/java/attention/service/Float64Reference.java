package attention.service;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Attention as the contract states it, one formula a method, in plain loops of double precision.
/// Shares no code with what it checks.
///
/// Vectors, bias and slopes are rounded to float32 first, as the contract says; everything else is
/// exact but for the roundings of double precision. Each step takes the numbers of the step before,
/// so that a step can be checked by itself, with the numbers that the service answered, or together
/// with all before it.
final class Float64Reference {

  private final double[][] queries;
  private final double[][] keys;
  private final double[][] values;
  private final Options options;
  private final ReferenceMask mask;

  Float64Reference(AttentionRequest request) {
    List<WordVector> queryWords = either(request.words(), request.queries());
    List<WordVector> keyWords = either(request.words(), request.keys());
    queries = rounded(queryWords);
    keys = rounded(keyWords);
    values = request.values() == null ? keys : rounded(request.values());
    options = request.options() == null ? Options.NONE : request.options();
    mask =
        new ReferenceMask(
            queries.length,
            keyWords.stream().map(WordVector::word).toList(),
            Boolean.TRUE.equals(options.causal()),
            options.mask());
  }

  int queryCount() {
    return queries.length;
  }

  int keyCount() {
    return keys.length;
  }

  int valueSize() {
    return values[0].length;
  }

  /// `scale / temperature * sum over e of q[e] * k[e]`.
  double score(int i, int j) {
    double sum = 0;
    for (int e = 0; e < keys[j].length; e++) {
      sum += queries[i][e] * keys[j][e];
    }
    return factor() * sum;
  }

  /// How large the numbers are that are added up to a score: the sum of their magnitudes.
  double sizeOfScore(int i, int j) {
    double sum = 0;
    for (int e = 0; e < keys[j].length; e++) {
      sum += Math.abs(queries[i][e] * keys[j][e]);
    }
    return Math.abs(factor()) * sum;
  }

  private double factor() {
    Scale scale = options.scale();
    double value = 1;
    if (scale != null) {
      value = scale.value() == null ? 1 / Math.sqrt(keys[0].length) : scale.value();
    }
    return options.temperature() == null ? value : value / options.temperature();
  }

  /// `c * tanh(score / c)`.
  double capped(double score) {
    Double cap = options.softcap();
    return cap == null ? score : cap * Math.tanh(score / cap);
  }

  /// The capped score plus bias, or nothing for a hidden key.
  OptionalDouble logit(int i, int j, double capped) {
    double logit = capped + bias(i, j);
    return mask.sees(i, j) && logit != Double.NEGATIVE_INFINITY
        ? OptionalDouble.of(logit)
        : OptionalDouble.empty();
  }

  /// What is added to a score.
  double bias(int i, int j) {
    return switch (options.bias()) {
      case null -> 0;
      case BiasOption.Dense(BiasTable table) -> (float) table.tables().getFirst().get(i)[j];
      case BiasOption.Alibi alibi -> -slope(alibi.slopes()) * Math.abs(i - j);
    };
  }

  // The paper's series of slopes for one head is 2^-8 alone.
  private static double slope(double @Nullable [] slopes) {
    return slopes == null ? 0x1p-8 : (float) slopes[0];
  }

  /// `exp(x[j]) / sum of exp(x)`, over the visible keys; all 0 where there are none.
  static double[] weights(OptionalDouble[] logits) {
    double largest = largest(logits);
    double sum = sumOfExp(logits, largest);
    double[] weights = new double[logits.length];
    for (int j = 0; j < logits.length; j++) {
      weights[j] = logits[j].isPresent() ? Math.exp(logits[j].getAsDouble() - largest) / sum : 0;
    }
    return weights;
  }

  /// `ln(sum of exp(x))`, over the visible keys; `-Infinity` where there are none.
  static double lse(OptionalDouble[] logits) {
    double largest = largest(logits);
    return largest == Double.NEGATIVE_INFINITY
        ? largest
        : largest + Math.log(sumOfExp(logits, largest));
  }

  static double largest(OptionalDouble[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (OptionalDouble logit : logits) {
      largest = Math.max(largest, logit.orElse(Double.NEGATIVE_INFINITY));
    }
    return largest;
  }

  private static double sumOfExp(OptionalDouble[] logits, double largest) {
    double sum = 0;
    for (OptionalDouble logit : logits) {
      if (logit.isPresent()) {
        sum += Math.exp(logit.getAsDouble() - largest);
      }
    }
    return sum;
  }

  /// `weight * value[j][e]`.
  double contribution(double weight, int j, int e) {
    return weight * values[j][e];
  }

  /// `sum over j of weights[j] * value[j][e]`.
  double context(double[] weights, int e) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * values[j][e];
    }
    return sum;
  }

  /// How large the numbers are that are added up to a number of the context.
  double sizeOfContext(double[] weights, int e) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += Math.abs(weights[j] * values[j][e]);
    }
    return sum;
  }

  private static List<WordVector> either(
      @Nullable List<WordVector> words, @Nullable List<WordVector> others) {
    if (words != null) {
      return words;
    }
    return others == null ? List.of() : others;
  }

  private static double[][] rounded(List<WordVector> words) {
    double[][] table = new double[words.size()][];
    for (int row = 0; row < table.length; row++) {
      double[] vector = words.get(row).vector();
      table[row] = IntStream.range(0, vector.length).mapToDouble(e -> (float) vector[e]).toArray();
    }
    return table;
  }
}
