package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rounds the numbers of an answer, half to even: each becomes the number nearest to the rounded
/// decimal, whose shortest text has no more than the decimals asked for.
///
/// @param decimals how many, or nothing to leave the numbers as they are
record Decimals(@Nullable Integer decimals) {

  // A float has 24 significant bits and 5^9 has 21, so up to here the product below is exact.
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /// Rounds each number, in place.
  Numbers round(Numbers numbers) {
    switch (numbers) {
      case Numbers.Float32(float[] values) -> {
        for (int n = 0; n < values.length; n++) {
          values[n] = round(values[n]);
        }
      }
      case Numbers.Float64(double[] values) -> {
        for (int n = 0; n < values.length; n++) {
          values[n] = round(values[n]);
        }
      }
    }
    return numbers;
  }

  /// Rounds each number of a table, in place.
  Matrix round(Matrix matrix) {
    round(matrix.numbers());
    return matrix;
  }

  /// Rounds a number.
  Number round(Number number) {
    return switch (number) {
      case Float single -> round(single.floatValue());
      default -> round(number.doubleValue());
    };
  }

  /// Rounds the weights and lengths of an explanation.
  Explanation round(Explanation explanation) {
    List<Explanation.Share> top =
        explanation.top().stream()
            .map(
                s ->
                    new Explanation.Share(
                        s.word(), s.position(), round(s.weight()), round(s.contribution())))
            .toList();
    return new Explanation(
        explanation.summary(),
        explanation.workings(),
        explanation.shares(),
        top,
        explanation.note());
  }

  /// Rounds the numbers of a diagnosis.
  Diagnosis round(Diagnosis diagnosis) {
    return new Diagnosis(
        round(diagnosis.entropy()),
        round(diagnosis.maximum()),
        round(diagnosis.margin()),
        round(diagnosis.effectiveKeys()),
        diagnosis.saturated(),
        diagnosis.empty(),
        diagnosis.hint());
  }

  /// Rounds numbers so that they add up to their rounded sum exactly, as printed: those that
  /// rounding moved most go the other way, as seats are given to parties. From 10 decimals on each
  /// is rounded by itself.
  ///
  /// @param parts in place; those that are 0 stay so
  /// @param sum what they add up to, rounded already
  void roundToSum(Numbers parts, double sum) {
    if (decimals == null || decimals >= POWERS.length || !Double.isFinite(sum)) {
      round(parts);
      return;
    }
    double power = POWERS[decimals];
    double[] exact =
        IntStream.range(0, parts.count()).mapToDouble(n -> parts.at(n) * power).toArray();
    double[] units = Arrays.stream(exact).map(Math::rint).toArray();
    double left = Math.rint(sum * power) - Arrays.stream(units).sum();
    IntStream.range(0, exact.length)
        .filter(n -> exact[n] != 0)
        .boxed()
        .sorted(Comparator.comparingDouble(n -> -Math.signum(left) * (exact[n] - units[n])))
        .limit((long) Math.abs(left))
        .forEach(n -> units[n] += Math.signum(left));
    for (int n = 0; n < units.length; n++) {
      parts.set(n, units[n] / power + 0.0); // no -0
    }
  }

  private float round(float number) {
    if (decimals == null || !Float.isFinite(number)) {
      return number;
    }
    if (decimals < POWERS.length) {
      double power = POWERS[decimals];
      return withoutMinusZero((float) (Math.rint(number * power) / power));
    }
    return withoutMinusZero(rounded(number, decimals).floatValue());
  }

  private double round(double number) {
    return decimals == null || !Double.isFinite(number)
        ? number
        : rounded(number, decimals).doubleValue();
  }

  private static BigDecimal rounded(double number, int decimals) {
    return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  private static float withoutMinusZero(float number) {
    return number == 0 ? 0 : number;
  }
}
