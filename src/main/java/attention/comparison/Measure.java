package attention.comparison;

import attention.core.AttentionInputs;
import attention.core.Bias;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Projection;
import attention.core.Shape;
import attention.core.Tensor;
import org.jspecify.annotations.Nullable;

/// What counts as equal.
///
/// A difference is allowed up to the tolerance times the size of its row. An error of a score is an
/// error of the weights in the same relation, so it counts as it is; weights are measured by the
/// largest of their row; a context by its largest number, but by no less than what random values
/// average to, because where values cancel their errors do not.
///
/// @param tolerance of differences, in relation to the size of a row
/// @param slack what is allowed besides, since numbers were rounded to decimals
/// @param precision whose units in the last place are counted
/// @param scoreSize a bound of the scores
/// @param valueSize a bound of the values
/// @param joinedSize the same after the output projection
/// @param keyCount `S`
public record Measure(
    double tolerance,
    double slack,
    Precision precision,
    double scoreSize,
    double valueSize,
    double joinedSize,
    int keyCount) {

  // Sixteen roundings of float32 for each unit of the largest score; three thousand of float64.
  private static final double FLOAT32 = 0x1p-20;
  private static final double FLOAT64 = 1e-13;

  // A number below is no mask in disguise.
  private static final double ORDINARY_BIAS = 1e4;

  /// Gives the usual measure of a setup: the tolerance is that of the precision, and grows with the
  /// scores, as rounding errors do.
  ///
  /// @param tolerance instead of the usual one, or nothing
  /// @param slack what is allowed besides
  /// @param precision of the numbers that are compared
  public static Measure of(
      Setup setup, @Nullable Double tolerance, double slack, Precision precision) {
    double usual =
        switch (precision) {
          case FLOAT32 -> FLOAT32;
          case FLOAT64 -> FLOAT64;
        };
    double scores = scoreSize(setup);
    double values = setup.inputs().value().numbers().largest();
    Projection output = setup.output();
    double norm = values * Math.sqrt(output == null ? 1 : output.weight().rows());
    return new Measure(
        tolerance == null ? usual * (1 + scores) : tolerance,
        slack,
        precision,
        scores,
        values,
        output == null ? values : output.largest(norm),
        setup.inputs().keyCount());
  }

  private static double scoreSize(Setup setup) {
    AttentionInputs inputs = setup.inputs();
    double products = longest(inputs.query()) * longest(inputs.key());
    double bias =
        switch (setup.options().bias()) {
          case Bias.None _ -> 0;
          case Bias.Dense(Tensor values) -> largestOrdinary(values.numbers());
          case Bias.Alibi alibi -> alibi.largest(inputs.keyCount() + inputs.queryCount());
        };
    return Math.abs(setup.options().factor()) * products + bias;
  }

  private static double longest(Tensor rows) {
    int size = rows.shape().size();
    double longest = 0;
    for (int row = 0; row < rows.numbers().count() / size; row++) {
      double sum = 0;
      for (int e = 0; e < size; e++) {
        double number = rows.numbers().at(row * size + e);
        sum += number * number;
      }
      longest = Math.max(longest, sum);
    }
    return Math.sqrt(longest);
  }

  private static double largestOrdinary(Numbers numbers) {
    double largest = 0;
    for (int n = 0; n < numbers.count(); n++) {
      double number = Math.abs(numbers.at(n));
      largest = number < ORDINARY_BIAS ? Math.max(largest, number) : largest;
    }
    return largest;
  }

  /// The same for numbers that were computed in 16 bits.
  Measure in(Half half, int headSize) {
    double roundings = 2 + Math.sqrt(Math.max(headSize, keyCount));
    return new Measure(
        half.epsilon() * roundings * (1 + scoreSize),
        slack,
        precision,
        scoreSize,
        valueSize,
        joinedSize,
        keyCount);
  }

  /// Measures a table.
  ///
  /// @param expected what it should be
  /// @param actual what it is, of the same shape
  /// @param from which query the first row is
  /// @param results to what the actual numbers were rounded, if to anything
  Deviation deviation(
      Table table, Tensor expected, Tensor actual, int from, @Nullable Half results) {
    Shape shape = expected.shape();
    double[] rows = new double[shape.length()];
    double[] rowExcess = new double[shape.length()];
    double absolute = 0;
    double relative = 0;
    double ulps = 0;
    double excess = -1;
    int worst = 0;
    for (int row = 0; row < shape.count() / shape.size(); row++) {
      double allowed = tolerance * size(table, expected.numbers(), row, shape.size()) + slack;
      int i = row % shape.length();
      for (int n = row * shape.size(); n < (row + 1) * shape.size(); n++) {
        double right = expected.numbers().at(n);
        double difference = difference(right, actual.numbers().at(n), results);
        double ratio = difference == 0 ? 0 : difference / allowed(table, right, allowed);
        absolute = Math.max(absolute, difference);
        relative = Math.max(relative, difference == 0 ? 0 : difference / Math.abs(right));
        ulps = Math.max(ulps, difference == 0 ? 0 : difference / ulp(right));
        rows[i] = Math.max(rows[i], difference);
        rowExcess[i] = Math.max(rowExcess[i], ratio);
        if (ratio > excess) {
          excess = ratio;
          worst = n;
        }
      }
    }
    return new Deviation(
        table,
        absolute,
        relative,
        ulps,
        cell(shape, worst, from, expected, actual),
        excess,
        rows,
        rowExcess);
  }

  private static Deviation.Cell cell(Shape shape, int n, int from, Tensor expected, Tensor actual) {
    int row = n / shape.size();
    return new Deviation.Cell(
        row / shape.length() / shape.heads(),
        row / shape.length() % shape.heads(),
        from + row % shape.length(),
        n % shape.size(),
        expected.numbers().at(n),
        actual.numbers().at(n));
  }

  /// What a whole row is measured by.
  private double size(Table table, Numbers expected, int row, int size) {
    return switch (table) {
      case SCORES, CAPPED, LOGITS -> Math.min(1, scoreSize);
      case LSE -> 1;
      case WEIGHTS -> largest(expected, row, size);
      case CONTEXT -> Math.max(largest(expected, row, size), typical(valueSize));
      case JOINED -> Math.max(largest(expected, row, size), typical(joinedSize));
    };
  }

  private static double largest(Numbers numbers, int row, int size) {
    double largest = 0;
    for (int n = row * size; n < (row + 1) * size; n++) {
      double number = Math.abs(numbers.at(n));
      largest = number < Double.POSITIVE_INFINITY ? Math.max(largest, number) : largest;
    }
    return largest;
  }

  /// Half of what equal shares of random values come to.
  private double typical(double values) {
    return values / Math.sqrt(keyCount) / 2;
  }

  /// What is allowed for one number: a logit with a large bias is rounded as a large number is.
  private double allowed(Table table, double right, double row) {
    return switch (table) {
      case SCORES, CAPPED, LOGITS, LSE ->
          Math.max(row, Double.isFinite(right) ? tolerance * Math.abs(right) + slack : 0);
      case WEIGHTS, CONTEXT, JOINED -> row;
    };
  }

  private static double difference(double right, double actual, @Nullable Half results) {
    if (right == actual || (Double.isNaN(right) && Double.isNaN(actual))) {
      return 0;
    }
    double difference = Math.abs(right - actual);
    if (!Double.isFinite(difference)) {
      return Double.POSITIVE_INFINITY;
    }
    if (results == null) {
      return difference;
    }
    double rounding = 0.5 * Math.scalb(results.epsilon(), Math.getExponent(right));
    return results.holds(actual) ? Math.max(0, difference - rounding) : Double.POSITIVE_INFINITY;
  }

  private double ulp(double number) {
    double finite = Double.isFinite(number) ? number : 1;
    return switch (precision) {
      case FLOAT32 -> Math.ulp((float) finite);
      case FLOAT64 -> Math.ulp(finite);
    };
  }
}
