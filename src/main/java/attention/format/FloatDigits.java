package attention.format;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Finds the digits of many floats side by side, as [FloatText] does one by one: a float takes a
/// lane of 64 bits, in which every product below has room.
///
/// Each pass over a block is a method of its own, because the compiler gives up inlining in methods
/// with many vector operations; between them numbers wait in the fastest cache. No method takes or
/// gives a vector: where that is not inlined, it makes an object of each.
///
/// Needs the module `jdk.incubator.vector`; without it this class must not be loaded.
final class FloatDigits {

  /// How many floats make a block.
  static final int BLOCK = 64;

  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int LANES = LONGS.length();
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));

  private static final long LOW = 0xFFFFFFFFL;
  private static final long TENTH = 0xCCCCCCCDL; // of 2^35, rounded up
  private static final long TEN_THOUSANDTH = 0xD1B71759L; // of 2^45, rounded up

  // By the exponent of a float: what it is multiplied with.
  private static final long[] POWERS = new long[256];

  static {
    for (int exponent = 0; exponent < POWERS.length; exponent++) {
      POWERS[exponent] = FloatText.power(exponent);
    }
  }

  private final long[] factors = new long[BLOCK];
  private final long[] odd = new long[BLOCK];
  private final long[] lower = new long[BLOCK];
  private final long[] middle = new long[BLOCK];
  private final long[] upper = new long[BLOCK];
  private final long[] power = new long[BLOCK];
  private final long[] digits = new long[BLOCK];

  /// The first eight digits of each, the first one in the lowest byte.
  final long[] eight = new long[BLOCK];

  /// The ninth digit of each, and above it, from [#POINT] on, where the point stands.
  final long[] last = new long[BLOCK];

  /// From which bit on the point stands.
  static final int POINT = 8;

  /// Finds the digits of a block of floats that are neither zero, subnormal, infinite or `NaN` nor
  /// a power of two; for those it finds nothing that makes sense.
  ///
  /// @param values has a whole block
  void find(float[] values, int from) {
    for (int n = 0; n < BLOCK; n++) {
      int exponent = Float.floatToRawIntBits(values[from + n]) >>> FloatText.FRACTION_BITS & 255;
      factors[n] = POWERS[exponent];
    }
    takeApart(values, from);
    scale(lower);
    scale(middle);
    scale(upper);
    choose();
    split();
  }

  /// The middle and the ends of the interval around each float, in quarters of it times a power of
  /// two.
  private void takeApart(float[] values, int from) {
    for (int n = 0; n < BLOCK; n += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, values, from + n).reinterpretAsInts();
      var wide = (LongVector) bits.convertShape(VectorOperators.ZERO_EXTEND_I2L, LONGS, 0);
      var q = wide.lanewise(VectorOperators.LSHR, FloatText.FRACTION_BITS).and(255).sub(150);
      var k = q.mul(1_262_611).lanewise(VectorOperators.ASHR, 22);
      k.intoArray(power, n);
      var shift = k.mul(-1_741_647).lanewise(VectorOperators.ASHR, 19).add(q).add(1);
      var quarters = wide.and(FloatText.HIDDEN_BIT - 1).or(FloatText.HIDDEN_BIT).mul(4);
      wide.and(1).intoArray(odd, n);
      quarters.lanewise(VectorOperators.LSHL, shift).intoArray(middle, n);
      quarters.sub(2).lanewise(VectorOperators.LSHL, shift).intoArray(lower, n);
      quarters.add(2).lanewise(VectorOperators.LSHL, shift).intoArray(upper, n);
    }
  }

  /// Replaces numbers by the upper 32 of the 96 bits of their products with the factors, rounded to
  /// odd.
  private void scale(long[] numbers) {
    for (int n = 0; n < BLOCK; n += LANES) {
      var factor = LongVector.fromArray(LONGS, factors, n);
      var number = LongVector.fromArray(LONGS, numbers, n);
      var carry = factor.and(LOW).mul(number).lanewise(VectorOperators.LSHR, 32);
      var high = factor.lanewise(VectorOperators.LSHR, 32).mul(number).add(carry);
      var sticky = high.and(LOW).add(LOW - 1).lanewise(VectorOperators.LSHR, 32);
      high.lanewise(VectorOperators.LSHR, 32).or(sticky).intoArray(numbers, n);
    }
  }

  /// The multiple of ten in the interval, if there is one, else the nearest number.
  private void choose() {
    for (int n = 0; n < BLOCK; n += LANES) {
      var mid = LongVector.fromArray(LONGS, middle, n);
      var all = mid.lanewise(VectorOperators.LSHR, 2);
      var nearest = all.and(1).add(1).add(mid).lanewise(VectorOperators.LSHR, 2);
      var tens = all.mul(TENTH).lanewise(VectorOperators.LSHR, 35).mul(10);
      var fourTens = tens.mul(4);
      var isOdd = LongVector.fromArray(LONGS, odd, n);
      var low = LongVector.fromArray(LONGS, lower, n).add(isOdd);
      var high = LongVector.fromArray(LONGS, upper, n).sub(isOdd);
      var isBelow = fourTens.sub(low).lanewise(VectorOperators.ASHR, 63).not();
      var isAbove = high.sub(fourTens).sub(40).lanewise(VectorOperators.ASHR, 63).not();
      var shorter = isAbove.and(10).add(tens);
      nearest
          .lanewise(VectorOperators.XOR, shorter)
          .and(isBelow.or(isAbove))
          .lanewise(VectorOperators.XOR, nearest)
          .intoArray(digits, n);
    }
  }

  /// Each digit for itself.
  private void split() {
    for (int n = 0; n < BLOCK; n += LANES) {
      var number = LongVector.fromArray(LONGS, digits, n);
      // All ones where the number has less than nine, or less than eight digits.
      var isShort = number.sub(100_000_000).lanewise(VectorOperators.ASHR, 63);
      var isShorter = number.sub(10_000_000).lanewise(VectorOperators.ASHR, 63);
      var nine = number.mul(9).and(isShort).add(number);
      nine = nine.mul(9).and(isShorter).add(nine);
      var first = nine.mul(TENTH).lanewise(VectorOperators.LSHR, 35);
      var point = LongVector.fromArray(LONGS, power, n).add(9).add(isShort).add(isShorter);
      nine.sub(first.mul(10)).or(point.lanewise(VectorOperators.LSHL, POINT)).intoArray(last, n);
      var half = first.mul(TEN_THOUSANDTH).lanewise(VectorOperators.LSHR, 45);
      var halves = first.sub(half.mul(10_000)).lanewise(VectorOperators.LSHL, 32).or(half);
      var hundreds = halves.mul(10_486).lanewise(VectorOperators.LSHR, 20).and(0x0000007F0000007FL);
      var pairs = halves.sub(hundreds.mul(100)).lanewise(VectorOperators.LSHL, 16).or(hundreds);
      var tens = pairs.mul(103).lanewise(VectorOperators.LSHR, 10).and(0x000F000F000F000FL);
      pairs.sub(tens.mul(10)).lanewise(VectorOperators.LSHL, 8).or(tens).intoArray(eight, n);
    }
  }
}
