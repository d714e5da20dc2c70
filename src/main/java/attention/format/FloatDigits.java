package attention.format;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Finds the digits of many floats side by side, as [FloatText] does one by one.
///
/// A float takes a lane of 32 bits. Products have 64; so floats at even places are multiplied in
/// one vector of them, and those at odd places in another. That both factors have 32 bits is said
/// by a mask at each product, even where it is known: the compiler then takes one instruction
/// instead of seven.
///
/// Each pass over a block is a method of its own, because the compiler gives up inlining in methods
/// with many vector operations; between them numbers wait in the fastest cache. No method takes or
/// gives a vector: where that is not inlined, it makes an object of each.
///
/// Needs the module `jdk.incubator.vector`; without it this class must not be loaded.
final class FloatDigits {

  /// How many floats make a block.
  static final int BLOCK = 64;

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /// How many floats are taken at a time.
  static final int LANES = INTS.length();

  /// Half of the bits of a place in a vector of 64 bits each: those of the float at an even place.
  static final long LOW = 0xFFFFFFFFL;

  private static final long TENTH = 0xCCCCCCCDL; // of 2^35, rounded up
  private static final long TEN_THOUSANDTH = 0xD1B71759L; // of 2^45, rounded up

  // By the exponent of a float: what it is multiplied with.
  private static final long[] POWERS = new long[256];

  static {
    for (int exponent = 0; exponent < POWERS.length; exponent++) {
      POWERS[exponent] = FloatText.power(exponent);
    }
  }

  /// The first four digits of each, as a number.
  final int[] firstFour = new int[BLOCK];

  /// The next four.
  final int[] nextFour = new int[BLOCK];

  /// The ninth.
  final int[] last = new int[BLOCK];

  /// How many of the nine stand before the point.
  final int[] point = new int[BLOCK];

  private final long[] factors = new long[BLOCK]; // first of the even places, then of the odd ones
  private final int[] power = new int[BLOCK];
  private final int[] lower = new int[BLOCK];
  private final int[] middle = new int[BLOCK];
  private final int[] upper = new int[BLOCK];
  private final int[] tenths = new int[BLOCK];
  private final int[] digits = new int[BLOCK];
  private final int[] firstEight = new int[BLOCK];

  /// Finds the digits of a block of floats: nine zeros for zeros, and nothing that makes sense for
  /// what is subnormal, infinite or `NaN` or a power of two.
  ///
  /// @param values has a whole block
  void find(float[] values, int from) {
    for (int n = 0; n < BLOCK / 2; n++) {
      factors[n] = POWERS[exponent(values[from + 2 * n])];
      factors[n + BLOCK / 2] = POWERS[exponent(values[from + 2 * n + 1])];
    }
    takeApart(values, from);
    scale(lower);
    scale(middle);
    scale(upper);
    divide(middle, TENTH, 2 + 35, tenths); // a quarter of it
    choose(values, from);
    fill();
    divide(digits, TENTH, 35, firstEight);
    divide(firstEight, TEN_THOUSANDTH, 45, firstFour);
    rest();
  }

  private static int exponent(float number) {
    return Float.floatToRawIntBits(number) >>> FloatText.FRACTION_BITS & 255;
  }

  /// The middle and the ends of the interval around each float, in quarters of it times a power of
  /// two.
  private void takeApart(float[] values, int from) {
    for (int n = 0; n < BLOCK; n += LANES) {
      var bits = FloatVector.fromArray(FLOATS, values, from + n).reinterpretAsInts();
      var q = bits.lanewise(VectorOperators.LSHR, FloatText.FRACTION_BITS).and(255).sub(150);
      var k = q.mul(1_262_611).lanewise(VectorOperators.ASHR, 22);
      k.intoArray(power, n);
      var shift = k.mul(-1_741_647).lanewise(VectorOperators.ASHR, 19).add(q).add(1);
      var fraction = bits.and(FloatText.HIDDEN_BIT - 1).or(FloatText.HIDDEN_BIT);
      var quarters = fraction.lanewise(VectorOperators.LSHL, 2);
      quarters.lanewise(VectorOperators.LSHL, shift).intoArray(middle, n);
      quarters.sub(2).lanewise(VectorOperators.LSHL, shift).intoArray(lower, n);
      quarters.add(2).lanewise(VectorOperators.LSHL, shift).intoArray(upper, n);
    }
  }

  /// Replaces numbers by the upper 32 of the 96 bits of their products with the factors, rounded to
  /// odd.
  private void scale(int[] numbers) {
    for (int n = 0; n < BLOCK; n += LANES) {
      var pairs = IntVector.fromArray(INTS, numbers, n).reinterpretAsLongs();

      var factor = LongVector.fromArray(LONGS, factors, n / 2);
      var number = pairs.and(LOW);
      var carry = factor.and(LOW).mul(number).lanewise(VectorOperators.LSHR, 32);
      var high = factor.lanewise(VectorOperators.LSHR, 32).mul(number).add(carry);
      var sticky = high.and(LOW).add(LOW - 1).lanewise(VectorOperators.LSHR, 32);
      var even = high.lanewise(VectorOperators.LSHR, 32).or(sticky);

      factor = LongVector.fromArray(LONGS, factors, (n + BLOCK) / 2);
      number = pairs.lanewise(VectorOperators.LSHR, 32);
      carry = factor.and(LOW).mul(number).lanewise(VectorOperators.LSHR, 32);
      high = factor.lanewise(VectorOperators.LSHR, 32).mul(number).add(carry);
      sticky = high.and(LOW).add(LOW - 1);
      var odd = high.or(sticky).and(~LOW);

      even.or(odd).reinterpretAsInts().intoArray(numbers, n);
    }
  }

  /// The multiple of ten in the interval, if there is one, else the nearest number.
  private void choose(float[] values, int from) {
    for (int n = 0; n < BLOCK; n += LANES) {
      var mid = IntVector.fromArray(INTS, middle, n);
      var all = mid.lanewise(VectorOperators.LSHR, 2);
      var nearest = all.and(1).add(1).add(mid).lanewise(VectorOperators.LSHR, 2);
      var tens = IntVector.fromArray(INTS, tenths, n).mul(10);
      var fourTens = tens.lanewise(VectorOperators.LSHL, 2);
      var bits = FloatVector.fromArray(FLOATS, values, from + n).reinterpretAsInts();
      var isZero = bits.lanewise(VectorOperators.LSHL, 1).compare(VectorOperators.EQ, 0);
      var isOdd = bits.and(1);
      var low = IntVector.fromArray(INTS, lower, n).add(isOdd);
      var high = IntVector.fromArray(INTS, upper, n).sub(isOdd);
      var isNotBelow = fourTens.sub(low).lanewise(VectorOperators.ASHR, 31);
      var isNotAbove = high.sub(fourTens).sub(40).lanewise(VectorOperators.ASHR, 31);
      var shorter = isNotAbove.not().and(10).add(tens);
      shorter
          .lanewise(VectorOperators.XOR, nearest)
          .and(isNotBelow.and(isNotAbove))
          .lanewise(VectorOperators.XOR, shorter)
          .blend(0, isZero)
          .intoArray(digits, n);
    }
  }

  /// Divides by multiplying with a reciprocal.
  private static void divide(int[] numbers, long reciprocal, int shift, int[] quotients) {
    var by = LongVector.broadcast(LONGS, reciprocal).and(LOW);
    for (int n = 0; n < BLOCK; n += LANES) {
      var pairs = IntVector.fromArray(INTS, numbers, n).reinterpretAsLongs();
      var even = pairs.and(LOW).mul(by).lanewise(VectorOperators.LSHR, shift);
      var odd = pairs.lanewise(VectorOperators.LSHR, 32).mul(by);
      odd = odd.lanewise(VectorOperators.LSHR, shift).lanewise(VectorOperators.LSHL, 32);
      even.or(odd).reinterpretAsInts().intoArray(quotients, n);
    }
  }

  /// Nine digits of each, with zeros at the end.
  private void fill() {
    for (int n = 0; n < BLOCK; n += LANES) {
      var number = IntVector.fromArray(INTS, digits, n);
      // All ones where the number has less than nine, or less than eight digits.
      var isShort = number.sub(100_000_000).lanewise(VectorOperators.ASHR, 31);
      var isShorter = number.sub(10_000_000).lanewise(VectorOperators.ASHR, 31);
      var nine = number.mul(9).and(isShort).add(number);
      nine.mul(9).and(isShorter).add(nine).intoArray(digits, n);
      IntVector.fromArray(INTS, power, n).add(9).add(isShort).add(isShorter).intoArray(point, n);
    }
  }

  /// Takes the quotients off.
  private void rest() {
    for (int n = 0; n < BLOCK; n += LANES) {
      var first = IntVector.fromArray(INTS, firstEight, n);
      IntVector.fromArray(INTS, digits, n).sub(first.mul(10)).intoArray(last, n);
      var four = IntVector.fromArray(INTS, firstFour, n);
      first.sub(four.mul(10_000)).intoArray(nextFour, n);
    }
  }
}
