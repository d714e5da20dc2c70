package attention.comparison;

import java.util.Arrays;

/// How far a table is off.
///
/// @param table which
/// @param absolute the largest difference; infinite where one side is `NaN` or infinite alone
/// @param relative the largest difference in relation to the number that was expected
/// @param ulps the largest difference in units in the last place of the number that was expected
/// @param worst where the difference is largest in relation to what is allowed
/// @param excess the difference there: up to 1 is allowed
/// @param rows `(L)`, the largest difference of each query, over all heads
/// @param rowExcess `(L)`, the same in relation to what is allowed
public record Deviation(
    Table table,
    double absolute,
    double relative,
    double ulps,
    Cell worst,
    double excess,
    double[] rows,
    double[] rowExcess) {

  /// A number of a table.
  ///
  /// @param batch which problem
  /// @param head which head
  /// @param row which query
  /// @param column which key, or which number of the context
  /// @param expected what it should be
  /// @param actual what it is
  public record Cell(int batch, int head, int row, int column, double expected, double actual) {}

  /// Tells whether the table is right as far as is asked for.
  public boolean isAllowed() {
    return excess <= 1;
  }

  /// Puts the rows of another part of the table behind these.
  Deviation followedBy(Deviation more) {
    return new Deviation(
        table,
        Math.max(absolute, more.absolute),
        Math.max(relative, more.relative),
        Math.max(ulps, more.ulps),
        more.excess > excess ? more.worst : worst,
        Math.max(excess, more.excess),
        joined(rows, more.rows),
        joined(rowExcess, more.rowExcess));
  }

  private static double[] joined(double[] first, double[] second) {
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
