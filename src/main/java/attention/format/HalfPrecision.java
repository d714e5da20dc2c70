package attention.format;

/// Numbers of 16 bits: binary16 of IEEE 754 (11 bits of precision, up to 65,504) and bfloat16 (8
/// bits of precision, the range of single precision).
///
/// Every conversion rounds once, to nearest and ties to even. A double goes through a float that is
/// *rounded to odd*: where it is inexact its last bit is set, so that the second rounding sees that
/// something was there ([Boldo and Melquiond, 2008](https://doi.org/10.1109/TC.2007.70819)).
final class HalfPrecision {

  private HalfPrecision() {}

  /// Rounds to binary16; infinity beyond the largest.
  static short float16(double number) {
    return Float.floatToFloat16(odd(number));
  }

  /// Gives the number of a binary16.
  static float fromFloat16(short bits) {
    return Float.float16ToFloat(bits);
  }

  /// Rounds to bfloat16; infinity beyond the largest.
  static short bfloat16(double number) {
    int bits = Float.floatToIntBits(odd(number));
    if (Double.isNaN(number)) {
      return (short) (bits >>> 16);
    }
    int half = 0x7FFF + ((bits >>> 16) & 1); // ties go to the even one
    return (short) ((bits + half) >>> 16);
  }

  /// Gives the number of a bfloat16.
  static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /// Rounds a double to a float, to odd: toward zero, with the last bit set if that was inexact.
  private static float odd(double number) {
    float nearest = (float) number;
    if (nearest == number || Double.isNaN(number) || Double.isInfinite(number)) {
      return nearest;
    }
    boolean away = Math.abs((double) nearest) > Math.abs(number);
    int bits = Float.floatToRawIntBits(nearest);
    int truncated = away ? bits - 1 : bits; // one step toward zero, whatever the sign
    return Float.intBitsToFloat(truncated | 1);
  }
}
