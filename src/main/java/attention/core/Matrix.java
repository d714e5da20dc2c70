package attention.core;

/// A table of numbers, row after row.
///
/// @param rows how many rows
/// @param columns how many numbers in each
/// @param numbers `(rows, columns)`, row-major; not copied
public record Matrix(int rows, int columns, Numbers numbers) {

  /// Checks that the numbers fill the table.
  ///
  /// @throws IllegalArgumentException if there are more or fewer numbers than the table has cells
  public Matrix {
    if (numbers.count() != (long) rows * columns) {
      throw new IllegalArgumentException(
          "%d numbers do not fill %d x %d".formatted(numbers.count(), rows, columns));
    }
  }

  /// Gives a table in single precision.
  public static Matrix of(int rows, int columns, float... values) {
    return new Matrix(rows, columns, new Numbers.Float32(values));
  }

  /// Gives the number in a row and column, both counted from 0.
  public double at(int row, int column) {
    return numbers.at(row * columns + column);
  }

  /// Gives a copy of one row.
  public Numbers row(int row) {
    return numbers.range(row * columns, (row + 1) * columns);
  }
}
