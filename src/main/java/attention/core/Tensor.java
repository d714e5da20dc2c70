package attention.core;

import attention.kernel.Slice;
import java.util.Arrays;

/// Numbers along four axes.
///
/// @param shape the axes
/// @param values `(batch, heads, length, size)`, row-major; not copied
public record Tensor(Shape shape, float[] values) {

  /// Checks that the numbers fill the shape.
  ///
  /// @throws IllegalArgumentException if there are more or fewer
  public Tensor {
    if (values.length != shape.count()) {
      throw new IllegalArgumentException(
          "%d numbers do not fill %s".formatted(values.length, shape));
    }
  }

  /// Gives a tensor full of zeros.
  static Tensor zeros(Shape shape) {
    return new Tensor(shape, new float[shape.count()]);
  }

  /// Gives one head of one problem of the batch as a table of its own, `(length, size)`.
  public Matrix head(int batch, int head) {
    int count = shape.length() * shape.size();
    int start = (batch * shape.heads() + head) * count;
    float[] part =
        count == values.length ? values : Arrays.copyOfRange(values, start, start + count);
    return new Matrix(shape.length(), shape.size(), part);
  }

  /// Gives rows of one head to a kernel.
  Slice slice(int batch, int head, int from, int to) {
    int first = (batch * shape.heads() + head) * shape.length() + from;
    return new Slice(values, first * shape.size(), to - from, shape.size());
  }
}
