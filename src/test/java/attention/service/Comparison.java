package attention.service;

import static java.util.Objects.requireNonNull;

import attention.core.Matrix;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An answer that holds every stage, beside the reference.
///
/// @param reference what is right
/// @param answer what the service says
/// @param errors takes the errors
record Comparison(Float64Reference reference, AttentionAnswer answer, WorstErrors errors) {

  // Above this the roundings of a score move its weight so far that only the single steps can be
  // compared: a score of 10,000 is exact to 0.0006, and so much its weight may be off.
  private static final double ORDINARY_SCORE = 1e4;

  /// Compares each step by itself, starting from the numbers that the service answered for the step
  /// before.
  void compareSteps() {
    for (int i = 0; i < reference.queryCount(); i++) {
      OptionalDouble[] logits = new OptionalDouble[reference.keyCount()];
      double[] weights = new double[reference.keyCount()];
      for (int j = 0; j < reference.keyCount(); j++) {
        compareScore(i, j);
        double logit = at(answer.stages().logits(), i, j);
        logits[j] =
            logit == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(logit);
        weights[j] = at(answer.stages().weights(), i, j);
      }
      compareWeights(i, logits);
      compareContext(i, weights);
    }
  }

  private void compareScore(int i, int j) {
    double score = at(answer.stages().scores(), i, j);
    errors.note("scores", score, reference.score(i, j), reference.sizeOfScore(i, j));

    double capped = at(answer.stages().capped(), i, j);
    double expected = reference.capped(score);
    errors.note("capped", capped, expected, Math.abs(expected));

    double logit = reference.logit(i, j, capped).orElse(Double.NEGATIVE_INFINITY);
    double size = Math.abs(capped) + Math.abs(reference.bias(i, j));
    errors.note("logits", at(answer.stages().logits(), i, j), logit, size);
  }

  private void compareWeights(int i, OptionalDouble[] logits) {
    double[] expected = Float64Reference.weights(logits);
    double largest = Float64Reference.largest(logits);
    for (int j = 0; j < expected.length; j++) {
      // The difference to the largest logit is rounded once, and that rounding is exponentiated.
      double distance = logits[j].isPresent() ? largest - logits[j].getAsDouble() : 0;
      errors.note(
          "weights",
          at(answer.stages().weights(), i, j),
          expected[j],
          expected[j] * (1 + distance));
    }
    double lse = Float64Reference.lse(logits);
    errors.note(
        "lse", requireNonNull(answer.stages().lse()).at(i), lse, Math.max(1, Math.abs(lse)));
  }

  private void compareContext(int i, double[] weights) {
    Matrix contributions = requireNonNull(answer.stages().contributions()).get(i);
    for (int e = 0; e < reference.valueSize(); e++) {
      double size = reference.sizeOfContext(weights, e);
      errors.note(
          "context", at(answer.stages().context(), i, e), reference.context(weights, e), size);
      for (int j = 0; j < weights.length; j++) {
        double expected = reference.contribution(weights[j], j, e);
        errors.note("contributions", contributions.at(j, e), expected, Math.abs(expected));
      }
    }
  }

  /// Compares weights and context with those of a reference that goes all the way in double
  /// precision, where the scores are small enough for that.
  ///
  /// An error of `d` in the logits changes each weight by at most `2d` times itself.
  ///
  /// @return whether they were
  boolean compareWhole() {
    for (int i = 0; i < reference.queryCount(); i++) {
      int query = i;
      double largest =
          IntStream.range(0, reference.keyCount())
              .mapToDouble(j -> reference.sizeOfScore(query, j) + finiteBias(query, j))
              .max()
              .orElseThrow();
      if (largest > ORDINARY_SCORE) {
        return false;
      }
      double[] weights = Float64Reference.weights(logits(i));
      for (int j = 0; j < weights.length; j++) {
        double size = weights[j] * (1 + 2 * largest);
        errors.note("weights in all", at(answer.stages().weights(), i, j), weights[j], size);
      }
      for (int e = 0; e < reference.valueSize(); e++) {
        double size = reference.sizeOfContext(weights, e) * (1 + 2 * largest) + leastSize(e);
        double expected = reference.context(weights, e);
        errors.note("context in all", at(answer.stages().context(), i, e), expected, size);
      }
    }
    return true;
  }

  // What weights below the normal range of float32 add to a number of the context is as rough as
  // they are.
  private double leastSize(int e) {
    double[] least = new double[reference.keyCount()];
    Arrays.fill(least, Float.MIN_NORMAL);
    return reference.sizeOfContext(least, e);
  }

  private OptionalDouble[] logits(int i) {
    return IntStream.range(0, reference.keyCount())
        .mapToObj(j -> reference.logit(i, j, reference.capped(reference.score(i, j))))
        .toArray(OptionalDouble[]::new);
  }

  private double finiteBias(int i, int j) {
    double bias = reference.bias(i, j);
    return Double.isInfinite(bias) ? 0 : Math.abs(bias);
  }

  private static double at(@Nullable Matrix matrix, int row, int column) {
    return requireNonNull(matrix).at(row, column);
  }
}
