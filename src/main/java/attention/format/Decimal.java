package attention.format;

import java.math.BigInteger;

/// Decimals to the nearest double.
///
/// Where digits and power of ten are exact as doubles, one division or multiplication rounds once.
/// Else the digits are multiplied with the leading 128 bits of the power of ten; where the bits
/// that were cut off could change the result, the JDK is asked.
///
/// @see <a href="https://dl.acm.org/doi/10.1145/93542.93557">Clinger (1990), How to read floating
///   point numbers accurately</a>
/// @see <a href="https://arxiv.org/abs/2101.11408">Lemire (2021), Number parsing at a gigabyte per
///   second</a>
final class Decimal {

  private static final int DOUBLE_BITS = 53;
  private static final int EXACT_POWERS = 22; // 5^22 has less than 53 bits

  private static final int LARGEST_POWER = 64; // beyond, vectors have hardly any numbers

  // Bits of the upper part of a product below those of a double and one more, at least.
  private static final int BELOW = 64 - DOUBLE_BITS - 2;
  private static final long BELOW_ALL = (1L << BELOW) - 1;
  private static final long NEAR = 4;

  private static final int BIAS = 1_023;

  // 10^n, exact
  private static final double[] TENS = new double[EXACT_POWERS + 1];

  // 5^n as the 128 bits from its first one on: cut off, or rounded up for negative n.
  private static final long[] UPPER = new long[2 * LARGEST_POWER + 1];
  private static final long[] LOWER = new long[2 * LARGEST_POWER + 1];

  static {
    TENS[0] = 1;
    for (int n = 1; n < TENS.length; n++) {
      TENS[n] = 10 * TENS[n - 1];
    }
    for (int n = -LARGEST_POWER; n <= LARGEST_POWER; n++) {
      BigInteger bits = leadingBits(n);
      UPPER[n + LARGEST_POWER] = bits.shiftRight(64).longValue();
      LOWER[n + LARGEST_POWER] = bits.longValue();
    }
  }

  private Decimal() {}

  private static BigInteger leadingBits(int power) {
    BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
    if (power >= 0) {
      return five.shiftLeft(128).shiftRight(five.bitLength());
    }
    // 128 bits of the reciprocal: 5^n is no power of two, so that it has as many after rounding up
    return BigInteger.ONE.shiftLeft(five.bitLength() + 127).divide(five).add(BigInteger.ONE);
  }

  /// Gives the double nearest to `digits * 10^power`; of two as near the one whose last bit is 0.
  ///
  /// @param digits from 0 to 10^18
  static double nearest(long digits, int power) {
    if (digits >>> DOUBLE_BITS == 0 && power <= 0 && power >= -EXACT_POWERS) {
      return digits / TENS[-power];
    }
    if (digits >>> DOUBLE_BITS == 0 && power > 0 && power <= EXACT_POWERS) {
      return digits * TENS[power];
    }
    if (digits == 0) {
      return 0;
    }
    return Math.abs(power) <= LARGEST_POWER ? byProduct(digits, power) : byJdk(digits, power);
  }

  private static double byProduct(long digits, int power) {
    int shift = Long.numberOfLeadingZeros(digits);
    long factor = digits << shift;
    long high = Math.unsignedMultiplyHigh(factor, UPPER[power + LARGEST_POWER]);
    long low = factor * UPPER[power + LARGEST_POWER];
    long more = Math.unsignedMultiplyHigh(factor, LOWER[power + LARGEST_POWER]);
    low += more;
    if (Long.compareUnsigned(low, more) < 0) {
      high++;
    }
    // The product is at most 2 units of its last bit too small, or 1 too large. That matters where
    // so little decides how it is rounded.
    long border = high & BELOW_ALL;
    boolean isNearBorder = Math.abs(low) <= NEAR && border == (low < 0 ? BELOW_ALL : 0);
    if (isNearBorder) {
      return byJdk(digits, power);
    }
    int upperBit = (int) (high >>> 63);
    long significand = high >>> (BELOW + upperBit); // a bit more than a double has
    significand = (significand + 1) >>> 1; // never a tie: that is at a border
    int exponent = log2OfPowerOf10(power) + upperBit - shift + 63;
    // 2^53 by rounding up is the next power of two, which the sum below makes of it
    long bits = ((long) (exponent + BIAS) << (DOUBLE_BITS - 1)) + significand;
    return Double.longBitsToDouble(bits - (1L << (DOUBLE_BITS - 1)));
  }

  private static double byJdk(long digits, int power) {
    return Double.parseDouble(digits + "E" + power);
  }

  /// floor(log2(10^n))
  private static int log2OfPowerOf10(int n) {
    return (n * 217_706) >> 16;
  }
}
