package attention.core;

import attention.kernel.Slice;

/// Numbers along four axes.
///
/// @param shape the axes
/// @param numbers `(batch, heads, length, size)`, row-major; not copied
public record Tensor(Shape shape, Numbers numbers) {

  /// Checks that the numbers fill the shape.
  ///
  /// @throws IllegalArgumentException if there are more or fewer
  public Tensor {
    if (numbers.count() != shape.count()) {
      throw new IllegalArgumentException(
          "%d numbers do not fill %s".formatted(numbers.count(), shape));
    }
  }

  /// Gives a tensor in single precision.
  public static Tensor of(Shape shape, float... values) {
    return new Tensor(shape, new Numbers.Float32(values));
  }

  /// Gives a tensor full of zeros.
  static Tensor zeros(Precision precision, Shape shape) {
    return new Tensor(shape, Numbers.zeros(precision, shape.count()));
  }

  /// Gives one head of one problem of the batch as a table of its own, `(length, size)`.
  public Matrix head(int batch, int head) {
    int count = shape.length() * shape.size();
    int start = (batch * shape.heads() + head) * count;
    Numbers part = count == numbers.count() ? numbers : numbers.range(start, start + count);
    return new Matrix(shape.length(), shape.size(), part);
  }

  /// Gives rows of one head to a kernel.
  <A> Slice<A> slice(Arithmetic<A> arithmetic, int batch, int head, int from, int to) {
    int first = (batch * shape.heads() + head) * shape.length() + from;
    return new Slice<>(arithmetic.array(numbers), first * shape.size(), to - from, shape.size());
  }
}
