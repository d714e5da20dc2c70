package attention.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads numbers of JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259), section 6) from
/// bytes, each as the double nearest to it: the number of [Double#parseDouble(String)], without a
/// string.
///
/// Most numbers of vectors are one digit, a point and up to fifteen more: these are taken eight at
/// a time, without asking for each whether it is the last.
public final class NumberText {

  /// How many bytes must be readable behind a number: digits are looked at eight at a time.
  public static final int ROOM = 24;

  /// What [#read] gives where no number stands that it could read.
  public static final int NONE = -1;

  static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ZEROS = 0x3030303030303030L; // eight times the digit 0
  private static final long SIXES = 0x0606060606060606L;
  private static final long UPPER_HALVES = 0xF0F0F0F0F0F0F0F0L;

  private static final int LONGEST = 100; // characters; longer ones are hardly numbers of a vector
  private static final int MOST_DIGITS = 18; // of a whole number that surely fits into a long
  private static final int LARGEST_EXPONENT = 9_999; // and what is larger is no less out of range

  // 10^n
  private static final long[] TENS = new long[16];

  static {
    TENS[0] = 1;
    for (int n = 1; n < TENS.length; n++) {
      TENS[n] = 10 * TENS[n - 1];
    }
  }

  private NumberText() {}

  /// Reads a number.
  ///
  /// @param text has [#ROOM] readable bytes behind the number, the first of which is none of a
  ///   number
  /// @param at where it begins
  /// @param numbers takes the number
  /// @param index where it goes to
  /// @return where the number ends; [#NONE] if there is no number, or one beyond what a double
  ///   holds, or one of very many digits
  public static int read(byte[] text, int at, double[] numbers, int index) {
    int isNegative = (((text[at] & 0xFF) ^ '-') - 1) >>> 31; // a branch could not be foreseen
    int from = at + isNegative;
    int first = text[from] - '0';
    long next = (long) EIGHT.get(text, from + 2) ^ ZEROS;
    long last = (long) EIGHT.get(text, from + 10) ^ ZEROS;
    int nextCount = digits(next);
    int lastCount = digits(last) & -(nextCount >>> 3); // none unless there were eight before
    int count = nextCount + lastCount;
    int end = from + 2 + count;
    long digits =
        (first * TENS[nextCount] + value(next, nextCount)) * TENS[lastCount]
            + value(last, lastCount);
    if (count == 16 && isDigit(text[end])) {
      digits = 10 * digits + text[end++] - '0';
      count++;
    }
    if (Integer.compareUnsigned(first, 9) > 0
        || text[from + 1] != '.'
        || count == 0
        || isDigit(text[end])
        || (text[end] | 0x20) == 'e') {
      return readAny(text, at, numbers, index);
    }
    double magnitude = Decimal.nearest(digits, -count);
    numbers[index] = isNegative == 0 ? magnitude : -magnitude;
    return end;
  }

  /// How many of eight bytes are digits before the first that is none.
  ///
  /// @param bytes with the digit 0 taken off, so that a digit is at most 9
  private static int digits(long bytes) {
    return Long.numberOfTrailingZeros(((bytes + SIXES) | bytes) & UPPER_HALVES) >>> 3;
  }

  /// The value of the first of eight digits: pairs of one, two and four digits become one, all of a
  /// kind at once.
  private static long value(long bytes, int count) {
    int half = 32 - 4 * count; // moves half as far as needed: by 64 would not move at all
    long digits = bytes << half << half;
    digits = digits * 10 + (digits >>> 8);
    long upper = (digits & 0x000000FF000000FFL) * (100 + (1_000_000L << 32));
    long lower = ((digits >>> 16) & 0x000000FF000000FFL) * (1 + (10_000L << 32));
    return (upper + lower) >>> 32;
  }

  /// Reads a number of any form, a digit at a time.
  private static int readAny(byte[] text, int start, double[] numbers, int index) {
    int at = text[start] == '-' ? start + 1 : start;
    int first = at;
    long digits = 0;
    while (isDigit(text[at]) && at - start < LONGEST) {
      digits = 10 * digits + text[at++] - '0';
    }
    int whole = at - first;
    if (whole == 0 || (whole > 1 && text[first] == '0')) {
      return NONE;
    }
    int fraction = 0;
    if (text[at] == '.') {
      int point = at++;
      while (isDigit(text[at]) && at - start < LONGEST) {
        digits = 10 * digits + text[at++] - '0';
      }
      fraction = at - point - 1;
      if (fraction == 0) {
        return NONE;
      }
    }
    int exponent = 0;
    if ((text[at] | 0x20) == 'e') {
      at++;
      boolean isNegative = text[at] == '-';
      at += isNegative || text[at] == '+' ? 1 : 0;
      int power = at;
      while (isDigit(text[at]) && at - start < LONGEST) {
        exponent = Math.min(LARGEST_EXPONENT, 10 * exponent + text[at++] - '0');
      }
      if (at == power) {
        return NONE;
      }
      exponent = isNegative ? -exponent : exponent;
    }
    if (at - start >= LONGEST) {
      return NONE;
    }
    double magnitude =
        whole + fraction - leadingZeros(text, first) <= MOST_DIGITS
            ? Decimal.nearest(digits, exponent - fraction)
            : Double.parseDouble(new String(text, first, at - first, StandardCharsets.ISO_8859_1));
    if (!Double.isFinite(magnitude)) {
      return NONE;
    }
    numbers[index] = text[start] == '-' ? -magnitude : magnitude;
    return at;
  }

  private static int leadingZeros(byte[] text, int first) {
    int at = first;
    while (text[at] == '0' || text[at] == '.') {
      at++;
    }
    return Math.max(0, at - first - 1);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
