package attention.core;

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
      case FLOAT32 ->
          run(new Arithmetic.Arithmetic32(kernels.float32()), rows.numbers(), products, rows);
      case FLOAT64 ->
          run(new Arithmetic.Arithmetic64(kernels.float64()), rows.numbers(), products, rows);
    }
    return new Matrix(rows.rows(), weight.columns(), products);
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
  private <A> void run(Arithmetic<A> arithmetic, Numbers in, Numbers out, Matrix rows) {
    Numbers columns = transposed();
    var x = new Slice<>(arithmetic.array(in), 0, rows.rows(), rows.columns());
    var w = new Slice<>(arithmetic.array(columns), 0, weight.columns(), weight.rows());
    var y = new Slice<>(arithmetic.array(out), 0, rows.rows(), weight.columns());
    arithmetic.kernel().scores(x, w, 1, y);
    for (int n = 0; bias.length > 0 && n < out.count(); n++) {
      arithmetic.add(y.values(), n, bias[n % bias.length]);
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
