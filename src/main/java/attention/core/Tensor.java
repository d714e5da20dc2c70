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

  /// Gives the rows of a table as one head.
  public static Tensor ofRows(Matrix matrix) {
    return new Tensor(new Shape(1, 1, matrix.rows(), matrix.columns()), matrix.numbers());
  }

  /// Gives the same numbers in double precision.
  public Tensor inFloat64() {
    return new Tensor(shape, numbers.in(Precision.FLOAT64));
  }

  /// Gives a tensor whose numbers may be anything until they are set.
  static Tensor unset(Precision precision, Shape shape) {
    return new Tensor(shape, Numbers.unset(precision, shape.count()));
  }

  /// Gives one head of one problem of the batch as a table of its own, `(length, size)`.
  public Matrix head(int batch, int head) {
    int count = shape.length() * shape.size();
    int start = (batch * shape.heads() + head) * count;
    Numbers part = count == numbers.count() ? numbers : numbers.range(start, start + count);
    return new Matrix(shape.length(), shape.size(), part);
  }

  /// Gives a copy of one row of a head, `(size)`.
  public Numbers row(int batch, int head, int row) {
    int start = ((batch * shape.heads() + head) * shape.length() + row) * shape.size();
    return numbers.range(start, start + shape.size());
  }

  /// Gives rows of one head to a kernel.
  <A> Slice<A> slice(Arithmetic<A> arithmetic, int batch, int head, int from, int to) {
    int first = (batch * shape.heads() + head) * shape.length() + from;
    return new Slice<>(arithmetic.array(numbers), first * shape.size(), to - from, shape.size());
  }

  /// Splits the numbers of each place among heads: `(B, 1, L, H * E)` becomes `(B, H, L, E)`.
  ///
  /// @param heads how many; divides the size
  public Tensor split(int heads) {
    var to = new Shape(shape.batch(), heads, shape.length(), shape.size() / heads);
    return heads == 1 ? this : new Tensor(to, regrouped(to, true));
  }

  /// Puts the numbers of all heads side by side: `(B, H, L, E)` becomes `(B, 1, L, H * E)`.
  public Tensor join() {
    var to = new Shape(shape.batch(), 1, shape.length(), shape.heads() * shape.size());
    return shape.heads() == 1 ? this : new Tensor(to, regrouped(shape, false));
  }

  /// Puts the rows of another tensor behind those of this one, head by head: a cache that grows.
  ///
  /// @param more of the same batch, heads, size and precision
  /// @return `(B, H, length + more.length, size)`
  public Tensor followedBy(Tensor more) {
    var both = shape.with(shape.length() + more.shape.length(), shape.size());
    Numbers joined = Numbers.zeros(numbers.precision(), both.count());
    int first = shape.length() * shape.size();
    int second = more.shape.length() * shape.size();
    for (int table = 0; table < shape.batch() * shape.heads(); table++) {
      joined.copy(table * (first + second), numbers, table * first, first);
      joined.copy(table * (first + second) + first, more.numbers, table * second, second);
    }
    return new Tensor(both, joined);
  }

  /// Moves each run of `E` numbers from its place among joined ones to its place among split ones,
  /// or back.
  private Numbers regrouped(Shape split, boolean splitting) {
    Numbers moved = Numbers.zeros(numbers.precision(), numbers.count());
    int size = split.size();
    for (int batch = 0; batch < split.batch(); batch++) {
      for (int head = 0; head < split.heads(); head++) {
        for (int place = 0; place < split.length(); place++) {
          int apart = ((batch * split.heads() + head) * split.length() + place) * size;
          int joined = ((batch * split.length() + place) * split.heads() + head) * size;
          moved.copy(splitting ? apart : joined, numbers, splitting ? joined : apart, size);
        }
      }
    }
    return moved;
  }
}
