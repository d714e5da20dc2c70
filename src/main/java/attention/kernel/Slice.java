package attention.kernel;

import java.lang.reflect.Array;
import java.util.Objects;

/// Rows of numbers inside a larger array, one row after the other.
///
/// @param <A> `float[]` or `double[]`
/// @param values the array that holds them, and perhaps others
/// @param offset where the first row begins
/// @param rows how many rows; 0 is fine
/// @param columns how many numbers stand in each row; 0 is fine
public record Slice<A>(A values, int offset, int rows, int columns) {

  /// Checks the bounds once, so that no kernel has to.
  ///
  /// @throws IndexOutOfBoundsException if the rows do not lie within the array
  public Slice {
    if (rows < 0 || columns < 0) {
      throw new IndexOutOfBoundsException("negative size %d x %d".formatted(rows, columns));
    }
    Objects.checkFromIndexSize((long) offset, (long) rows * columns, Array.getLength(values));
  }

  /// Tells where a row begins in the array.
  int start(int row) {
    return offset + row * columns;
  }
}
