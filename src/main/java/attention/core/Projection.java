package attention.core;

import attention.kernel.Kernel;
import attention.kernel.Kernels;
import attention.kernel.Slice;
import java.util.Arrays;

/// A linear map of vectors: `x · weight + bias`.
///
/// @param weight `(in, out)`
/// @param bias `(out)`, or empty for none
/// @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017), section 3.2.2</a>
public record Projection(Matrix weight, double[] bias) {

  /// Maps each row.
  ///
  /// @param rows `(L, in)`, in the precision of the weight
  /// @return `(L, out)`
  public Matrix apply(Matrix rows, Kernels kernels) {
    Numbers products = Numbers.zeros(rows.numbers().precision(), rows.rows() * weight.columns());
    switch (rows.numbers().precision()) {
      case FLOAT32 -> run(new Arithmetic.Arithmetic32(kernels.float32()), kernels, rows, products);
      case FLOAT64 -> run(new Arithmetic.Arithmetic64(kernels.float64()), kernels, rows, products);
    }
    return new Matrix(rows.rows(), weight.columns(), products);
  }

  /// The same map in double precision, of numbers rounded as they are here.
  public Projection inFloat64() {
    Precision precision = weight.numbers().precision();
    double[] rounded = Arrays.stream(bias).map(precision::round).toArray();
    Numbers numbers = weight.numbers().in(Precision.FLOAT64);
    return new Projection(new Matrix(weight.rows(), weight.columns(), numbers), rounded);
  }

  /// Gives a bound of every number that comes out.
  ///
  /// @param norm no row that goes in is longer
  public double largest(double norm) {
    double weights = weight.numbers().largest() * Math.sqrt(weight.rows());
    double biases = Arrays.stream(bias).map(Math::abs).max().orElse(0);
    return norm * weights + biases;
  }

  /// A product with the weight is a score against each of its columns.
  private <A> void run(Arithmetic<A> arithmetic, Kernels kernels, Matrix rows, Numbers out) {
    Kernel<A> kernel = arithmetic.kernel();
    A x = arithmetic.array(rows.numbers());
    A y = arithmetic.array(out);
    int size = rows.columns();
    int width = weight.columns();
    var columns = new Slice<>(arithmetic.array(transposed()), 0, width, size);
    int places = kernel.columns(Math.min(kernel.mostQueries(), rows.rows()));
    A scratch = arithmetic.array(Numbers.zeros(out.precision(), width * places));
    for (int from = 0; from < rows.rows(); from += kernel.mostQueries()) {
      kernels.checkpoint().run();
      int count = Math.min(kernel.mostQueries(), rows.rows() - from);
      var work = new Slice<>(scratch, 0, width, kernel.columns(count));
      kernel.scores(new Slice<>(x, from * size, count, size), columns, 1, work);
      kernel.transpose(work, new Slice<>(y, from * width, count, width), 0);
    }
    for (int n = 0; bias.length > 0 && n < out.count(); n++) {
      arithmetic.add(y, n, bias[n % bias.length]);
    }
  }

  private Numbers transposed() {
    Numbers columns = Numbers.zeros(weight.numbers().precision(), weight.numbers().count());
    for (int row = 0; row < weight.rows(); row++) {
      for (int column = 0; column < weight.columns(); column++) {
        columns.copy(
            column * weight.rows() + row, weight.numbers(), row * weight.columns() + column, 1);
      }
    }
    return columns;
  }
}
