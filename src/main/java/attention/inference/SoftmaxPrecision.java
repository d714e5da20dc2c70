package attention.inference;

/// The parameter `softmax_precision`, by the numbers that ONNX gives to datatypes. Softmax is
/// computed at least as precisely as asked: in double precision for `DOUBLE`, and otherwise in the
/// precision of everything else, which is at least single.
final class SoftmaxPrecision {

  private static final String NAME = "softmax_precision";
  private static final int FLOAT = 1;
  private static final int FLOAT16 = 10;
  private static final int DOUBLE = 11;
  private static final int BFLOAT16 = 16;

  private SoftmaxPrecision() {}

  /// Tells whether softmax shall be computed in double precision.
  static boolean isDouble(Parameters parameters) {
    int precision = parameters.integer(NAME, 0, Integer.MAX_VALUE).orElse(FLOAT);
    switch (precision) {
      case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> {}
      default ->
          parameters.fault(NAME, "must be 1 (FLOAT), 10 (FLOAT16), 11 (DOUBLE) or 16 (BFLOAT16)");
    }
    return precision == DOUBLE;
  }
}
