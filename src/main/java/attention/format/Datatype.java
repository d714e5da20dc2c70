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
  FP64(Kind.REAL, Double.BYTES),
  /// Single precision.
  FP32(Kind.REAL, Float.BYTES),
  /// Half precision, IEEE 754 binary16.
  FP16(Kind.REAL, Short.BYTES),
  /// The upper half of single precision, bfloat16.
  BF16(Kind.REAL, Short.BYTES),
  /// True or false, a byte each.
  BOOL(Kind.FLAG, Byte.BYTES),
  /// Whole numbers of 64 bits.
  INT64(Kind.SIGNED, Long.BYTES),
  /// Whole numbers of 32 bits.
  INT32(Kind.SIGNED, Integer.BYTES),
  /// Whole numbers of 16 bits.
  INT16(Kind.SIGNED, Short.BYTES),
  /// Whole numbers of 8 bits.
  INT8(Kind.SIGNED, Byte.BYTES),
  /// Whole numbers of 64 bits from 0.
  UINT64(Kind.UNSIGNED, Long.BYTES),
  /// Whole numbers of 32 bits from 0.
  UINT32(Kind.UNSIGNED, Integer.BYTES),
  /// Whole numbers of 16 bits from 0.
  UINT16(Kind.UNSIGNED, Short.BYTES),
  /// Whole numbers of 8 bits from 0.
  UINT8(Kind.UNSIGNED, Byte.BYTES);

  /// What can be done with the elements.
  public enum Kind {
    /// Floating-point numbers.
    REAL,
    /// True and false.
    FLAG,
    /// Whole numbers.
    SIGNED,
    /// Whole numbers from 0.
    UNSIGNED
  }

  private final Kind kind;
  private final int bytes;

  Datatype(Kind kind, int bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  /// What can be done with the elements.
  public Kind kind() {
    return kind;
  }

  /// How many bytes an element takes.
  public int bytes() {
    return bytes;
  }

  /// Tells whether a whole number is one that this type can hold.
  boolean holdsWhole(double number) {
    double half = Math.scalb(1.0, Byte.SIZE * bytes - 1);
    return kind == Kind.SIGNED
        ? -half <= number && number < half
        : 0 <= number && number < 2 * half;
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
      case FP64, BOOL, INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8 -> number;
    };
  }
}
