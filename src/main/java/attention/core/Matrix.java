package attention.core;

import attention.kernel.Slice;
import java.util.Arrays;

/// A table of numbers, row after row.
///
/// @param rows how many rows
/// @param columns how many numbers in each
/// @param values `(rows, columns)`, row-major; not copied
public record Matrix(int rows, int columns, float[] values) {

  /// Checks that the numbers fill the table.
  ///
  /// @throws IllegalArgumentException if there are more or fewer numbers than the table has cells
  public Matrix {
    if (values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "%d numbers do not fill %d x %d".formatted(values.length, rows, columns));
    }
  }

  /// Gives the number in a row and column, both counted from 0.
  public float at(int row, int column) {
    return values[row * columns + column];
  }

  /// Gives a copy of one row.
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /// Gives the whole table to a kernel.
  Slice slice() {
    return new Slice(values, 0, rows, columns);
  }
}
