package attention.kernel;

import java.util.function.Function;
import java.util.stream.IntStream;

/// A kernel of one precision and the way between its arrays and doubles, so that a test says
/// everything once.
///
/// @param name for the name of a case
/// @param roundoff half the distance from 1 to the next number
record Flavor<A>(
    String name,
    Kernel<A> kernel,
    Function<double[], A> array,
    Function<A, double[]> doubles,
    double roundoff) {

  static final Flavor<float[]> SINGLE =
      new Flavor<>("single", new ScalarKernel(), Flavor::floats, Flavor::widened, 0x1p-24);

  static final Flavor<float[]> VECTOR =
      new Flavor<>("vector", new VectorKernel(), Flavor::floats, Flavor::widened, 0x1p-24);

  static final Flavor<double[]> TWICE =
      new Flavor<>("double", new ScalarKernel64(), double[]::clone, a -> a, 0x1p-53);

  static final Flavor<double[]> VECTOR64 =
      new Flavor<>("vector double", new VectorKernel64(), double[]::clone, a -> a, 0x1p-53);

  Slice<A> slice(int rows, int columns, double... numbers) {
    return new Slice<>(array.apply(numbers), 0, rows, columns);
  }

  Slice<A> zeros(int rows, int columns) {
    return slice(rows, columns, new double[rows * columns]);
  }

  /// Lays out rows, one for each query, as a work area.
  ///
  /// @param rows `(queries, keys)`, row-major
  Slice<A> work(int queries, int keys, double... rows) {
    int columns = kernel.columns(queries);
    double[] places = new double[keys * columns];
    for (int i = 0; i < queries; i++) {
      for (int j = 0; j < keys; j++) {
        places[j * columns + i] = rows[i * keys + j];
      }
    }
    return slice(keys, columns, places);
  }

  /// Reads a work area as rows, one for each query.
  double[] rows(Slice<A> work, int queries) {
    Slice<A> rows = zeros(queries, work.rows());
    kernel.transpose(work, rows, 0);
    return read(rows);
  }

  double[] read(Slice<A> slice) {
    return doubles.apply(slice.values());
  }

  @Override
  public String toString() {
    return name;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    IntStream.range(0, numbers.length).forEach(n -> floats[n] = (float) numbers[n]);
    return floats;
  }

  private static double[] widened(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(n -> numbers[n]).toArray();
  }
}
