package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Numbers;
import attention.format.Datatype;
import attention.inference.Model.Result;
import attention.inference.OnnxProblem.Array;

/// How far from the reference an output of a problem may be.
///
/// A score is a sum of `E` products, and each of them is rounded: its error is a few roundoffs of
/// the sum of their magnitudes, here bounded by the largest norms (Cauchy and Schwarz). An error of
/// a logit is one of the weight, relatively; and that times the largest value is one of the
/// context. On top comes the rounding to the datatype of the output.
final class ErrorRoom {

  // Roundoffs of a sum in blocks, of exp and of the division: what the core's own tests allow.
  private static final double FEW = 8;

  // Below this, half precision has no more than its last bit: 2^-24 apart.
  private static final double SUBNORMAL = 0x1p-14;

  private final double logits;
  private final double values;
  private final double unit;
  private final int mode;
  private final boolean mayOverflow;

  ErrorRoom(OnnxProblem problem) {
    boolean doubled =
        Datatype.valueOf(problem.query().datatype()) == Datatype.FP64
            || Datatype.valueOf(problem.value().datatype()) == Datatype.FP64
            || problem.integer("softmax_precision", 1) == 11;
    unit = doubled ? 0x1p-53 : 0x1p-24;
    double scale = problem.number("scale", 1 / Math.sqrt(problem.headSize()));
    double keys = norm(problem.key(), problem.keyHeads());
    Array past = problem.pastKey();
    double allKeys = past == null ? keys : Math.max(keys, norm(past, problem.keyHeads()));
    double scores = Math.abs(scale) * norm(problem.query(), problem.queryHeads()) * allKeys;
    mayOverflow = unit > 0x1p-53 && scores / Math.abs(scale) > Float.MAX_VALUE;
    Array mask = problem.mask();
    logits = scores + (mask == null ? 0 : largest(mask));
    Array pastValues = problem.pastValue();
    values = Math.max(largest(problem.value()), pastValues == null ? 0 : largest(pastValues));
    mode = problem.integer("qk_matmul_output_mode", 0);
  }

  /// The largest norm of a finite vector.
  private static double norm(Array array, int heads) {
    double largest = 0;
    int size = array.size(heads);
    for (int n = 0; n < array.values().length / Math.max(1, size); n++) {
      double squares = 0;
      for (int e = 0; e < size; e++) {
        squares += array.values()[n * size + e] * array.values()[n * size + e];
      }
      largest = Double.isFinite(squares) ? Math.max(largest, squares) : largest;
    }
    return Math.sqrt(largest);
  }

  private static double largest(Array array) {
    double largest = 0;
    for (double value : array.values()) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest;
  }

  /// Compares an output with the reference.
  ///
  /// @return the largest error beyond the rounding to the datatype, in roundoffs of the computation
  double worst(Result result, Array reference, String where) {
    double worst = 0;
    Numbers rounded = result.datatype().round(result.numbers());
    for (int n = 0; n < reference.values().length; n++) {
      double expected = reference.values()[n];
      double actual = rounded.at(n);
      if (mayOverflow && !Double.isFinite(actual) && result.name().equals("qk_matmul_output")) {
        continue; // a product is too large for single precision before it is scaled down
      }
      if (Double.isFinite(expected)) {
        double rounding = rounding(result.datatype()) * Math.max(SUBNORMAL, Math.abs(expected));
        double computing = roundoff(result.name());
        double error = Math.abs(actual - expected);
        assertThat(error)
            .as("%s, element %d is %s, not %s", where, n, actual, expected)
            .isLessThanOrEqualTo(rounding + FEW * computing);
        worst = error <= rounding ? worst : Math.max(worst, (error - rounding) / computing);
      } else if (result.name().startsWith("present") || mode > 1 || result.name().equals("Y")) {
        assertThat(Double.compare(actual, expected)).as("%s, element %d", where, n).isZero();
      } else {
        // Raw scores of keys that hold NaN or infinity, which nobody sees: infinity minus infinity
        // or not, by the order of the sum.
        assertThat(actual).as("%s, element %d", where, n).isNotFinite();
      }
    }
    return worst;
  }

  /// One roundoff of the numbers that are added up.
  private double roundoff(String output) {
    return switch (output) {
      case "Y" -> unit * (1 + logits) * values;
      case "qk_matmul_output" -> unit * (mode == 3 ? 1 + logits : logits);
      default -> 0; // what was sent comes back
    };
  }

  private static double rounding(Datatype datatype) {
    return switch (datatype) {
      case FP64 -> 0x1p-53;
      case FP32 -> 0x1p-24;
      case FP16 -> 0x1p-11;
      case BF16 -> 0x1p-8;
      case BOOL, INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8 ->
          throw new IllegalArgumentException("no floating-point numbers");
    };
  }
}
