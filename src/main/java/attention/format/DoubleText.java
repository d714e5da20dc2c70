package attention.format;

import java.math.BigInteger;

/// Writes doubles as the shortest decimal text that reads back as the same double: the text of
/// [Double#toString(double)], straight into bytes.
///
/// As [FloatText] does it, with powers of ten of 128 bits instead of 64.
///
/// @see <a href="https://drive.google.com/file/d/1IEeATSVnEE6TkrHlCYNY2GjaraBjOT4f">Giulietti
///   (2022), The Schubfach way to render doubles</a>
final class DoubleText {

  /// How many bytes must be free behind the position at which a double is written: the longest text
  /// has 24, but bytes are written eight at a time.
  static final int ROOM = 32;

  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int EXPONENT_MASK = 0x7FF;
  private static final int SMALLEST_Q = -1074;
  private static final int BIAS = 1075; // of an exponent whose fraction is a whole number

  private static final int TINY = 3; // multiples of the smallest double

  private static final int LEAST_POWER = -292;
  private static final int LARGEST_POWER = 324;

  // 10^n as the 128 bits from its first one on, rounded up: the upper and the lower half.
  private static final long[] UPPER = new long[LARGEST_POWER - LEAST_POWER + 1];
  private static final long[] LOWER = new long[LARGEST_POWER - LEAST_POWER + 1];

  private static final long[] TENS = new long[18];

  private static final int DIGITS = 17; // the most that a double needs
  private static final long NINE_DIGITS = 1_000_000_000;

  static {
    for (int n = LEAST_POWER; n <= LARGEST_POWER; n++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(n));
      int shift = 127 - log2OfPowerOf10(n);
      BigInteger above = (n < 0 ? BigInteger.ONE : power).shiftLeft(Math.max(shift, 0));
      BigInteger below = (n < 0 ? power : BigInteger.ONE).shiftLeft(Math.max(-shift, 0));
      BigInteger roundedUp = above.add(below).subtract(BigInteger.ONE).divide(below);
      UPPER[n - LEAST_POWER] = roundedUp.shiftRight(Long.SIZE).longValue();
      LOWER[n - LEAST_POWER] = roundedUp.longValue();
    }
    TENS[0] = 1;
    for (int n = 1; n < TENS.length; n++) {
      TENS[n] = 10 * TENS[n - 1];
    }
  }

  private DoubleText() {}

  /// Writes a double; what is not finite as a string in quotes.
  ///
  /// @param text has room for [#ROOM] bytes
  /// @param at where the first byte goes
  /// @return where the next byte goes
  static int write(double number, byte[] text, int at) {
    long bits = Double.doubleToRawLongBits(number);
    int exponent = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    long fraction = bits & (HIDDEN_BIT - 1);
    if (exponent == EXPONENT_MASK) {
      return FloatText.writeAscii("\"" + number + "\"", text, at);
    }
    text[at] = '-'; // overwritten unless it stays
    int from = at + (int) (bits >>> 63);
    if (exponent > 0) {
      boolean isCloserBelow = fraction == 0 && exponent > 1;
      return writeShortest(fraction | HIDDEN_BIT, exponent - BIAS, isCloserBelow, 0, text, from);
    }
    if (fraction == 0) {
      return FloatText.writeAscii("0.0", text, from);
    }
    // The smallest have one digit only unless they are looked at ten times as closely.
    return fraction < TINY
        ? writeShortest(10 * fraction, SMALLEST_Q, false, -1, text, from)
        : writeShortest(fraction, SMALLEST_Q, false, 0, text, from);
  }

  /// Writes the shortest decimal of `c * 2^q`, times a power of ten.
  ///
  /// @param isCloserBelow whether the next double below is half as far as the one above
  private static int writeShortest(
      long c, int q, boolean isCloserBelow, int powerOfTen, byte[] text, int at) {
    int odd = (int) c & 1; // an interval includes its ends only around even doubles
    // floor(log10(2^q)), or of three quarters of it
    int k = (int) ((q * 661_971_961_083L - (isCloserBelow ? 274_743_187_321L : 0)) >> 41);
    int shift = q + log2OfPowerOf10(-k) + 1;
    long quarters = c << 2;
    long lower = scaled(-k, (quarters - (isCloserBelow ? 1 : 2)) << shift) + odd;
    long middle = scaled(-k, quarters << shift);
    long upper = scaled(-k, (quarters + 2) << shift) - odd;
    long digits = middle >>> 2;
    long nearest = (middle + 1 + (digits & 1)) >>> 2; // ties go to the even one
    if (isCloserBelow && 4 * nearest < lower) {
      nearest++;
    }
    if (digits >= 100) { // the text has at least two digits
      long tens = digits / 10 * 10;
      if (lower <= 4 * tens) {
        nearest = tens;
      } else if (4 * tens + 40 <= upper) {
        nearest = tens + 10;
      }
    }
    return writeDecimal(nearest, k + powerOfTen, text, at);
  }

  /// A number times `10^n`, rounded to odd: the last bit is set if any bit that is cut off is. All
  /// but the first 64 of those may be off, because powers are rounded up.
  private static long scaled(int n, long number) {
    long whole = Math.unsignedMultiplyHigh(UPPER[n - LEAST_POWER], number);
    long part = UPPER[n - LEAST_POWER] * number;
    long rest = part + Math.unsignedMultiplyHigh(LOWER[n - LEAST_POWER], number);
    if (Long.compareUnsigned(rest, part) < 0) {
      whole++;
    }
    return whole | (Long.compareUnsigned(rest, 1) > 0 ? 1 : 0);
  }

  /// floor(log2(10^n))
  private static int log2OfPowerOf10(int n) {
    return (int) ((n * 913_124_641_741L) >> 38);
  }

  /// Writes `0.00ddd`, `dd.ddd` or `d.dddE-dd`.
  private static int writeDecimal(long digits, int power, byte[] text, int at) {
    int count = count(digits);
    int point = power + count; // how many digits stand before the point
    long all = digits * TENS[DIGITS - count];
    long firstEight = all / NINE_DIGITS;
    long nine = all - firstEight * NINE_DIGITS;
    long first = FloatText.eightDigits((int) firstEight);
    long second = FloatText.eightDigits((int) (nine / 10));
    int last = (int) (nine % 10);
    int length = length(first, second, last);
    if (point > -3 && point <= 0) {
      FloatText.EIGHT.set(text, at, FloatText.ZERO_POINT);
      int from = at + 2 - point;
      FloatText.EIGHT.set(text, from, first | FloatText.ZEROS);
      writeRest(second, last, text, from + 8);
      return from + length;
    }
    if (point > 0 && point < 8) {
      FloatText.EIGHT.set(text, at, first | FloatText.ZEROS);
      FloatText.EIGHT.set(text, at + point + 1, (first | FloatText.ZEROS) >>> (8 * point));
      writeRest(second, last, text, at + 9);
      text[at + point] = '.';
      if (length <= point) {
        text[at + point + 1] = '0';
        return at + point + 2;
      }
      return at + length + 1;
    }
    text[at] = (byte) ('0' + (first & 0xF));
    text[at + 1] = '.';
    FloatText.EIGHT.set(text, at + 2, (first | FloatText.ZEROS) >>> 8);
    writeRest(second, last, text, at + 9);
    if (length == 1) {
      text[at + 2] = '0'; // at least one digit behind the point
    }
    return writeExponent(point - 1, text, at + Math.max(length, 2) + 1);
  }

  private static void writeRest(long second, int last, byte[] text, int at) {
    FloatText.EIGHT.set(text, at, second | FloatText.ZEROS);
    text[at + 8] = (byte) ('0' + last);
  }

  private static int writeExponent(int exponent, byte[] text, int at) {
    int end = at;
    text[end++] = 'E';
    if (exponent < 0) {
      text[end++] = '-';
    }
    int magnitude = Math.abs(exponent);
    if (magnitude >= 100) {
      text[end++] = (byte) ('0' + magnitude / 100);
    }
    if (magnitude >= 10) {
      text[end++] = (byte) ('0' + magnitude / 10 % 10);
    }
    text[end++] = (byte) ('0' + magnitude % 10);
    return end;
  }

  /// How many digits are left without zeros at the end.
  private static int length(long first, long second, int last) {
    if (last != 0) {
      return DIGITS;
    }
    return second != 0
        ? 16 - (Long.numberOfLeadingZeros(second) >>> 3)
        : 8 - (Long.numberOfLeadingZeros(first) >>> 3);
  }

  private static int count(long digits) {
    int count = DIGITS;
    while (digits < TENS[count - 1]) {
      count--;
    }
    return count;
  }
}
