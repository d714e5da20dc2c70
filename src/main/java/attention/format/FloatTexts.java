package attention.format;

import static attention.format.FloatDigits.BLOCK;
import static attention.format.FloatDigits.FLOATS;
import static attention.format.FloatDigits.INTS;
import static attention.format.FloatDigits.LANES;
import static attention.format.FloatDigits.LONGS;
import static attention.format.FloatDigits.LOW;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Makes the text of many floats side by side, that of [FloatText]: up to sixteen bytes in two
/// vectors, which are then written one after the other, each over what is too much of the one
/// before. Where the point stands and how many digits there are is as good as random, and costs no
/// branch here.
///
/// Its passes are like those of [FloatDigits], whose class comment tells why.
///
/// Needs the module `jdk.incubator.vector`; without it this class must not be loaded.
final class FloatTexts {

  private static final int NONE = 0; // a form: the text is not made here
  private static final int MOST_DIGITS = 9;
  private static final int LARGEST = Float.floatToRawIntBits(Float.MAX_VALUE);

  // By the place of the point, from this far below 0 on: what follows the digits, and a comma, its
  // length in the highest byte. The first one is for texts without an exponent.
  private static final int FARTHEST = 64;
  private static final long[] EXPONENTS = new long[2 * FARTHEST];

  static {
    for (int n = 0; n < EXPONENTS.length; n++) {
      byte[] text = new byte[Long.BYTES];
      int length = n == 0 ? 0 : FloatText.writeExponent(n - FARTHEST - 1, text, 0);
      text[length] = ',';
      text[Long.BYTES - 1] = (byte) (length + 1);
      EXPONENTS[n] = (long) FloatText.EIGHT.get(text, 0);
    }
  }

  private final FloatDigits digits = new FloatDigits();
  private final int[] highestOfFirst = new int[BLOCK];
  private final int[] highestOfNext = new int[BLOCK];
  private final int[] count = new int[BLOCK]; // of the digits without zeros at the end
  private final int[] moves = new int[BLOCK];
  private final int[] form = new int[BLOCK]; // which exponent, and then how long the rest is

  // First of the floats at even places, then of those at odd ones.
  private final long[] eight = new long[BLOCK];
  private final long[] text = new long[2 * BLOCK]; // the first halves of all, then the second ones

  private int next; // behind what was written last

  /// Makes the text of a block of floats.
  ///
  /// @param values has a whole block
  void find(float[] values, int from) {
    digits.find(values, from);
    split(digits.firstFour);
    split(digits.nextFour);
    highestBytes(digits.firstFour, highestOfFirst);
    highestBytes(digits.nextFour, highestOfNext);
    count();
    lookAt(values, from);
    join();
    compose(false);
    compose(true);
  }

  /// Writes some floats of the block that was found, each with a comma behind it.
  ///
  /// @param values the same
  /// @param from where the block begins
  /// @param text has room for [FloatText#ROOM] bytes for each
  /// @param at where the first byte goes
  /// @return where the next byte goes
  int write(float[] values, int from, int first, int end, byte[] text, int at) {
    int to = writeKnown(first, end, text, at);
    while (next < end) {
      to = FloatText.write(values[from + next], text, to);
      text[to++] = ',';
      to = writeKnown(next + 1, end, text, to);
    }
    return to;
  }

  /// Writes floats up to the first one whose text is not known. A loop that calls nothing keeps
  /// what it needs in registers.
  private int writeKnown(int first, int end, byte[] bytes, int at) {
    int to = at;
    int n = first;
    for (; n < end; n++) {
      int ofThis = form[n];
      if (ofThis == NONE) {
        break;
      }
      int place = (n >> 1) + (n & 1) * (BLOCK / 2);
      FloatText.EIGHT.set(bytes, to, text[place]);
      FloatText.EIGHT.set(bytes, to + 8, text[place + BLOCK]);
      to += ofThis & 0xFF;
      long exponent = EXPONENTS[ofThis >> 8];
      FloatText.EIGHT.set(bytes, to, exponent);
      to += (int) (exponent >>> 56);
    }
    next = n;
    return to;
  }

  /// Replaces numbers below ten thousand by their four digits, each in a byte of its own, the first
  /// one in the lowest.
  private static void split(int[] fours) {
    for (int n = 0; n < BLOCK; n += LANES) {
      var four = IntVector.fromArray(INTS, fours, n);
      var hundreds = four.mul(10_486).lanewise(VectorOperators.LSHR, 20);
      var pairs = four.sub(hundreds.mul(100)).lanewise(VectorOperators.LSHL, 16).or(hundreds);
      var tens = pairs.mul(103).lanewise(VectorOperators.LSHR, 10).and(0x000F000F);
      pairs.sub(tens.mul(10)).lanewise(VectorOperators.LSHL, 8).or(tens).intoArray(fours, n);
    }
  }

  /// Which byte of each is the highest that is not 0, negative if none is: the exponent of the
  /// number as a float tells.
  private static void highestBytes(int[] numbers, int[] highest) {
    for (int n = 0; n < BLOCK; n += LANES) {
      var floats = IntVector.fromArray(INTS, numbers, n).convert(VectorOperators.I2F, 0);
      var exponent = floats.reinterpretAsInts().lanewise(VectorOperators.ASHR, 23).sub(127);
      exponent.lanewise(VectorOperators.ASHR, 3).intoArray(highest, n);
    }
  }

  /// How many digits are left of each without zeros at the end.
  private void count() {
    for (int n = 0; n < BLOCK; n += LANES) {
      var ofFirst = IntVector.fromArray(INTS, highestOfFirst, n).add(1).max(1);
      var next = IntVector.fromArray(INTS, highestOfNext, n);
      var hasNext = next.compare(VectorOperators.GE, 0);
      var hasLast = IntVector.fromArray(INTS, digits.last, n).compare(VectorOperators.NE, 0);
      ofFirst.blend(next.add(5), hasNext).blend(MOST_DIGITS, hasLast).intoArray(count, n);
    }
  }

  /// How the text of each is made of its digits. [#moves] takes a byte each for how many bits they
  /// are moved behind zeros, how many stand before the point, how many the minus sign takes, and
  /// for the ninth digit.
  private void lookAt(float[] values, int from) {
    var zero = IntVector.zero(INTS);
    for (int n = 0; n < BLOCK; n += LANES) {
      var bits = FloatVector.fromArray(FLOATS, values, from + n).reinterpretAsInts();
      var magnitude = bits.and(Integer.MAX_VALUE);
      var isZero = magnitude.compare(VectorOperators.EQ, 0);
      var isOther =
          magnitude
              .and(FloatText.HIDDEN_BIT - 1)
              .compare(VectorOperators.EQ, 0)
              .or(magnitude.compare(VectorOperators.LT, FloatText.HIDDEN_BIT))
              .andNot(isZero)
              .or(magnitude.compare(VectorOperators.GT, LARGEST));
      var point = IntVector.fromArray(INTS, digits.point, n).blend(1, isZero);
      var isScientific =
          point
              .compare(VectorOperators.LT, FloatText.LEAST_POINT)
              .or(point.compare(VectorOperators.GT, FloatText.LARGEST_POINT));
      var power = zero.blend(point.add(FARTHEST), isScientific).lanewise(VectorOperators.LSHL, 8);
      point = point.blend(1, isScientific);
      var isNegative = bits.lanewise(VectorOperators.LSHR, 31);
      var zeros = point.neg().add(1).max(0);
      // A digit behind the point is written even if it is 0.
      var length = IntVector.fromArray(INTS, count, n).add(zeros).max(point.add(1)).add(1);
      length.add(isNegative).or(power).blend(NONE, isOther).intoArray(form, n);
      var bytes = zeros.or(point.max(1).lanewise(VectorOperators.LSHL, 8));
      bytes = bytes.or(isNegative.lanewise(VectorOperators.LSHL, 16));
      var ninth = IntVector.fromArray(INTS, digits.last, n).lanewise(VectorOperators.LSHL, 24);
      bytes.lanewise(VectorOperators.LSHL, 3).or(ninth).intoArray(moves, n);
    }
  }

  /// Puts the first eight digits of each side by side.
  private void join() {
    for (int n = 0; n < BLOCK; n += LANES) {
      var first = IntVector.fromArray(INTS, digits.firstFour, n).reinterpretAsLongs();
      var next = IntVector.fromArray(INTS, digits.nextFour, n).reinterpretAsLongs();
      var even = first.and(LOW).or(next.lanewise(VectorOperators.LSHL, 32));
      even.intoArray(eight, n / 2);
      var odd = first.lanewise(VectorOperators.LSHR, 32).or(next.and(~LOW));
      odd.intoArray(eight, (BLOCK + n) / 2);
    }
  }

  /// Makes text of digits.
  ///
  /// @param areOdd whether those of the floats at odd places
  private void compose(boolean areOdd) {
    int shift = areOdd ? 32 : 0;
    int first = areOdd ? BLOCK / 2 : 0;
    for (int n = 0; n < BLOCK; n += LANES) {
      var pairs = IntVector.fromArray(INTS, moves, n).reinterpretAsLongs();
      var bytes = pairs.lanewise(VectorOperators.LSHR, shift);
      var zeros = bytes.and(0xFF);
      var point = bytes.lanewise(VectorOperators.LSHR, 8).and(0xFF);
      var minus = bytes.lanewise(VectorOperators.LSHR, 16).and(0xFF);
      var ninth = bytes.lanewise(VectorOperators.LSHR, 24).and(0xFF);
      int place = first + n / 2;
      var eightDigits = LongVector.fromArray(LONGS, eight, place).or(FloatText.ZEROS);
      var left = zeros.neg().add(56);
      var low = eightDigits.lanewise(VectorOperators.LSHL, zeros).or(FloatText.ZEROS);
      var high = eightDigits.lanewise(VectorOperators.LSHR, 8).lanewise(VectorOperators.LSHR, left);
      high = high.or(ninth.or('0').lanewise(VectorOperators.LSHL, zeros));

      var one = LongVector.broadcast(LONGS, 1).lanewise(VectorOperators.LSHL, point);
      var before = low.and(one.sub(1));
      high = high.lanewise(VectorOperators.LSHL, 8).or(low.lanewise(VectorOperators.LSHR, 56));
      var behind = low.sub(before).lanewise(VectorOperators.LSHL, 8);
      var dot = LongVector.broadcast(LONGS, '.').lanewise(VectorOperators.LSHL, point);
      low = before.or(behind).or(dot);

      var over = low.lanewise(VectorOperators.LSHR, 8);
      over = over.lanewise(VectorOperators.LSHR, minus.neg().add(56));
      high.lanewise(VectorOperators.LSHL, minus).or(over).intoArray(text, place + BLOCK);
      var sign = LongVector.broadcast(LONGS, '-').lanewise(VectorOperators.LSHL, minus);
      sign = sign.lanewise(VectorOperators.LSHR, 8);
      low.lanewise(VectorOperators.LSHL, minus).or(sign).intoArray(text, place);
    }
  }
}
