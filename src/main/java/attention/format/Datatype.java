package attention.format;

import attention.core.Numbers;
import attention.core.Precision;

/// What the elements of a tensor are, by the names of the Open Inference Protocol.
///
/// @see <a
///   href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">Open
///   Inference Protocol</a>
public enum Datatype {
  /// Double precision.
  FP64(Double.BYTES),
  /// Single precision.
  FP32(Float.BYTES),
  /// Half precision, IEEE 754 binary16.
  FP16(Short.BYTES),
  /// The upper half of single precision, bfloat16.
  BF16(Short.BYTES),
  /// True or false, a byte each.
  BOOL(Byte.BYTES),
  /// Whole numbers of 64 bits.
  INT64(Long.BYTES);

  private final int bytes;

  Datatype(int bytes) {
    this.bytes = bytes;
  }

  /// How many bytes an element takes.
  public int bytes() {
    return bytes;
  }

  /// Tells whether the elements are floating-point numbers.
  public boolean isReal() {
    return this != BOOL && this != INT64;
  }

  /// The precision in which such numbers are computed with: that of their own, at least single.
  public Precision precision() {
    return this == FP64 ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  /// Gives numbers that this type can hold, each rounded once, to nearest and ties to even.
  public Numbers round(Numbers numbers) {
    Numbers rounded = Numbers.zeros(precision(), numbers.count());
    for (int n = 0; n < numbers.count(); n++) {
      rounded.set(n, round(numbers.at(n)));
    }
    return rounded;
  }

  /// Rounds a number to one that this type can hold, to nearest and ties to even.
  ///
  /// @return infinity if it is beyond the largest
  double round(double number) {
    return switch (this) {
      case FP32 -> (float) number;
      case FP16 -> HalfPrecision.fromFloat16(HalfPrecision.float16(number));
      case BF16 -> HalfPrecision.fromBfloat16(HalfPrecision.bfloat16(number));
      case FP64, BOOL, INT64 -> number;
    };
  }
}
