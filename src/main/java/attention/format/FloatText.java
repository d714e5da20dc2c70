package attention.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// Writes floats as the shortest decimal text that reads back as the same float: the text of
/// [Float#toString(float)], straight into bytes.
///
/// A float `c * 2^q` is nearer to every number of an interval around it than any other float is. Of
/// the multiples of `10^k` in that interval, with `k` such that there are few, the algorithm takes
/// one of those with the fewest digits, and of these the nearest. All it needs is the middle and
/// the ends of the interval in units of a quarter of `10^k`, rounded to odd, for which one product
/// of 64 with 32 bits is precise enough.
///
/// @see <a href="https://drive.google.com/file/d/1IEeATSVnEE6TkrHlCYNY2GjaraBjOT4f">Giulietti
///   (2022), The Schubfach way to render doubles</a>
final class FloatText {

  /// How many bytes must be free behind the position at which a float is written: the longest text
  /// has 15, but bytes are written eight at a time.
  static final int ROOM = 24;

  /// Writes eight bytes at a place, the lowest one first.
  static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// How many bits of a float are its fraction.
  static final int FRACTION_BITS = 23;

  /// What is added to the fraction of most floats.
  static final int HIDDEN_BIT = 1 << FRACTION_BITS;

  private static final int EXPONENT_MASK = 0xFF;
  private static final int SMALLEST_Q = -149;
  private static final int BIAS = 150; // of an exponent whose fraction is a whole number

  private static final int TINY = 8; // multiples of the smallest float

  private static final int LEAST_POWER = -31;
  private static final int LARGEST_POWER = 46;

  // 10^n as the 64 bits from its first one on, rounded up.
  private static final long[] POWERS = new long[LARGEST_POWER - LEAST_POWER + 1];

  private static final int[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  /// Eight times the digit 0.
  static final long ZEROS = 0x3030303030303030L;

  /// `0.000000`
  static final long ZERO_POINT = 0x3030303030302E30L;

  private static final int DIGITS = 9; // the most that a float needs

  /// How many digits stand before the point of a text without an exponent, at least: two zeros
  /// behind it.
  static final int LEAST_POINT = -2;

  /// The same, at most.
  static final int LARGEST_POINT = 7;

  static {
    for (int n = LEAST_POWER; n <= LARGEST_POWER; n++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(n));
      int shift = 63 - log2OfPowerOf10(n);
      BigInteger above = (n < 0 ? BigInteger.ONE : power).shiftLeft(Math.max(shift, 0));
      BigInteger below = (n < 0 ? power : BigInteger.ONE).shiftLeft(Math.max(-shift, 0));
      BigInteger[] result = above.divideAndRemainder(below);
      POWERS[n - LEAST_POWER] =
          result[0].add(result[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE).longValue();
    }
  }

  private FloatText() {}

  /// Writes a float; what is not finite as a string in quotes.
  ///
  /// @param text has room for [#ROOM] bytes
  /// @param at where the first byte goes
  /// @return where the next byte goes
  static int write(float number, byte[] text, int at) {
    int bits = Float.floatToRawIntBits(number);
    int exponent = (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    int fraction = bits & (HIDDEN_BIT - 1);
    if (exponent == EXPONENT_MASK) {
      return writeAscii("\"" + number + "\"", text, at);
    }
    text[at] = '-'; // overwritten unless it stays
    int from = at + (bits >>> 31);
    if (exponent == 0) {
      return fraction == 0
          ? writeAscii("0.0", text, from)
          : writeDecimal(subnormal(fraction), text, from);
    }
    boolean isCloserBelow = fraction == 0 && exponent > 1;
    int q = exponent - BIAS;
    return writeDecimal(shortest(fraction | HIDDEN_BIT, q, isCloserBelow), text, from);
  }

  /// Writes a text without any digits to find.
  static int writeAscii(String ascii, byte[] text, int at) {
    for (int n = 0; n < ascii.length(); n++) {
      text[at + n] = (byte) ascii.charAt(n);
    }
    return at + ascii.length();
  }

  /// What a float of an exponent is multiplied with to make quarters of a power of ten of it.
  static long power(int exponent) {
    return POWERS[-(((exponent - BIAS) * 1_262_611) >> 22) - LEAST_POWER];
  }

  /// The smallest have one digit only unless they are looked at ten times as closely.
  private static long subnormal(int c) {
    return c < TINY
        ? shortest(10 * c, SMALLEST_Q, false) - (1L << 32)
        : shortest(c, SMALLEST_Q, false);
  }

  /// Finds the shortest decimal of `c * 2^q`.
  ///
  /// @param isCloserBelow whether the next float below is half as far as the one above
  /// @return digits in the lower half, the power of ten they are multiplied with in the upper half
  private static long shortest(int c, int q, boolean isCloserBelow) {
    int odd = c & 1; // an interval includes its ends only around even floats
    // floor(log10(2^q)), or of three quarters of it
    int k = (q * 1_262_611 - (isCloserBelow ? 524_031 : 0)) >> 22;
    int shift = q + log2OfPowerOf10(-k) + 1;
    long power = POWERS[-k - LEAST_POWER];
    int quarters = c << 2;
    int lower = scaled(power, (quarters - (isCloserBelow ? 1 : 2)) << shift) + odd;
    int middle = scaled(power, quarters << shift);
    int upper = scaled(power, (quarters + 2) << shift) - odd;
    int digits = middle >>> 2;
    int nearest = (middle + 1 + (digits & 1)) >>> 2; // ties go to the even one
    if (isCloserBelow && 4 * nearest < lower) {
      nearest++;
    }
    if (digits < 100) { // the text has at least two digits
      return packed(nearest, k);
    }
    // Whether there is a multiple of ten in the interval is as good as random: masks of all bits
    // or none instead of branches.
    int tens = digits / 10 * 10;
    int isBelow = ~((4 * tens - lower) >> 31);
    int isAbove = ~((upper - 4 * tens - 40) >> 31);
    int shorter = tens + (10 & isAbove);
    return packed(nearest ^ ((nearest ^ shorter) & (isBelow | isAbove)), k);
  }

  /// The upper 64 of the 96 bits of a product, rounded to odd: the last bit is set if any bit that
  /// is cut off is.
  private static int scaled(long power, int number) {
    long factor = Integer.toUnsignedLong(number);
    long high = Math.unsignedMultiplyHigh(power, factor);
    long low = power * factor;
    return (int) high | ((low >>> 32) > 1 ? 1 : 0);
  }

  /// floor(log2(10^n))
  private static int log2OfPowerOf10(int n) {
    return (n * 1_741_647) >> 19;
  }

  private static long packed(int digits, int power) {
    return ((long) power << 32) | digits;
  }

  /// Writes `0.00ddd`, `dd.ddd` or `d.dddE-dd`.
  private static int writeDecimal(long decimal, byte[] text, int at) {
    int digits = (int) decimal;
    int count = count(digits);
    int point = (int) (decimal >> 32) + count; // how many digits stand before the point
    int nine = digits * TENS[DIGITS - count];
    int firstEight = nine / 10;
    return writeDigits(eightDigits(firstEight), nine - firstEight * 10, point, text, at);
  }

  /// Writes digits with a point.
  ///
  /// @param eight the first eight, the first of all in the lowest byte
  /// @param last the ninth
  /// @param point how many of them stand before the point
  private static int writeDigits(long eight, int last, int point, byte[] text, int at) {
    int length = last != 0 ? DIGITS : 8 - (Long.numberOfLeadingZeros(eight) >>> 3);
    long ascii = eight | ZEROS;
    if (point >= LEAST_POINT && point <= 0) {
      EIGHT.set(text, at, ZERO_POINT);
      int from = at + 2 - point;
      EIGHT.set(text, from, ascii);
      text[from + 8] = (byte) ('0' + last);
      return from + length;
    }
    if (point > 0 && point <= LARGEST_POINT) {
      EIGHT.set(text, at, ascii);
      EIGHT.set(text, at + point + 1, ascii >>> (8 * point));
      text[at + DIGITS] = (byte) ('0' + last);
      text[at + point] = '.';
      if (length <= point) {
        text[at + point + 1] = '0';
        return at + point + 2;
      }
      return at + length + 1;
    }
    return writeScientific(ascii, last, length, point - 1, text, at);
  }

  private static int writeScientific(
      long eight, int last, int length, int exponent, byte[] text, int at) {
    text[at] = (byte) eight;
    text[at + 1] = '.';
    EIGHT.set(text, at + 2, eight >>> 8);
    text[at + DIGITS] = (byte) ('0' + last);
    int end = at + Math.max(length, 2) + 1; // at least one digit behind the point, be it 0
    if (length == 1) {
      text[at + 2] = '0';
    }
    return writeExponent(exponent, text, end);
  }

  /// Writes `E-dd`.
  static int writeExponent(int exponent, byte[] text, int at) {
    int end = at;
    text[end++] = 'E';
    if (exponent < 0) {
      text[end++] = '-';
    }
    int magnitude = Math.abs(exponent);
    if (magnitude >= 10) {
      text[end++] = (byte) ('0' + magnitude / 10);
    }
    text[end++] = (byte) ('0' + magnitude % 10);
    return end;
  }

  /// Without a branch for nearly all floats, which have seven digits or more: a processor could not
  /// foresee it.
  private static int count(int digits) {
    if (digits >= TENS[6]) {
      return DIGITS + ((digits - TENS[8]) >> 31) + ((digits - TENS[7]) >> 31);
    }
    int count = 6;
    while (digits < TENS[count - 1]) {
      count--;
    }
    return count;
  }

  /// Gives eight digits, the first one in the lowest byte: halves, quarters and single digits are
  /// taken apart side by side in one register, by multiplying with a reciprocal.
  static long eightDigits(int number) {
    long upper = number / 10_000;
    long halves = upper | ((number - upper * 10_000) << 32);
    long hundreds = ((halves * 10_486) >>> 20) & 0x0000007F0000007FL;
    long pairs = hundreds | ((halves - hundreds * 100) << 16);
    long tens = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
    return tens | ((pairs - tens * 10) << 8);
  }
}
