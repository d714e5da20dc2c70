package attention.kernel;

import static attention.kernel.DoubleTile.LANES;
import static attention.kernel.DoubleTile.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// [FloatLanes] in double precision: the steps of [DoubleMath] and [ScalarKernel64], lane by lane.
final class DoubleLanes {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  // exp of this and of everything below rounds to 0.
  private static final long BITS_OF_UNDERFLOW = Double.doubleToRawLongBits(-746);

  // Scaled in two steps, of which only the second one rounds: results may be subnormal.
  private static final int STEP = 128;
  private static final double STEP_DOWN = 0x1p-128;

  // Adding and taking away 1.5 * 2^52 rounds to a whole number, ties to even. In between the lowest
  // bits are that number; with a step more, that number and the step.
  private static final double ROUND = 0x1.8p52 + STEP;

  private static final int EXPONENT = 52; // where the exponent begins in the bits

  private DoubleLanes() {}

  /// Gives e to the power of each lane: [DoubleMath#exp].
  ///
  /// @param x 0 or less, down to `-Infinity`
  private static DoubleVector exp(DoubleVector x) {
    // As unsigned numbers the bits of a negative double grow with its magnitude.
    var least =
        x.reinterpretAsLongs()
            .lanewise(VectorOperators.UMIN, BITS_OF_UNDERFLOW)
            .reinterpretAsDoubles();
    var shifted = least.mul(LOG2_E).add(ROUND);
    var n = shifted.sub(ROUND);
    var r = n.fma(broadcast(-LN2_HIGH), least);
    r = n.fma(broadcast(-LN2_LOW), r);
    var q = broadcast(1.0 / 6227020800L);
    q = q.fma(r, broadcast(1.0 / 479001600));
    q = q.fma(r, broadcast(1.0 / 39916800));
    q = q.fma(r, broadcast(1.0 / 3628800));
    q = q.fma(r, broadcast(1.0 / 362880));
    q = q.fma(r, broadcast(1.0 / 40320));
    q = q.fma(r, broadcast(1.0 / 5040));
    q = q.fma(r, broadcast(1.0 / 720));
    q = q.fma(r, broadcast(1.0 / 120));
    q = q.fma(r, broadcast(1.0 / 24));
    q = q.fma(r, broadcast(1.0 / 6));
    q = q.fma(r, broadcast(1.0 / 2));
    var p = q.fma(r.mul(r), r).add(1);
    var power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, EXPONENT);
    return p.reinterpretAsLongs().add(power).reinterpretAsDoubles().mul(STEP_DOWN);
  }

  private static DoubleVector broadcast(double number) {
    return DoubleVector.broadcast(SPECIES, number);
  }

  /// Tells whether the first numbers are all finite: 0 times any other is NaN.
  ///
  /// @param count a multiple of the lanes
  static boolean areFinite(double[] x, int count) {
    var zero = DoubleVector.zero(SPECIES);
    var zeros = zero;
    for (int n = 0; n < count; n += LANES) {
      zeros = DoubleVector.fromArray(SPECIES, x, n).fma(zero, zeros);
    }
    return !zeros.test(VectorOperators.IS_NAN).anyTrue();
  }

  /// Raises the largest logit of some queries to those of all keys. Each comparison waits for the
  /// one before it, so four of them run side by side.
  ///
  /// @param x holds the logits
  /// @param at where those of the first key begin
  /// @param columns how far the next key is
  /// @param max `(LANES)` from `lane` on
  static void max(double[] x, int at, int keys, int columns, double[] max, int lane) {
    var most0 = DoubleVector.fromArray(SPECIES, max, lane);
    var most1 = most0;
    var most2 = most0;
    var most3 = most0;
    int from = at;
    int j = 0;
    for (; j <= keys - 4; j += 4) {
      most0 = larger(most0, DoubleVector.fromArray(SPECIES, x, from));
      most1 = larger(most1, DoubleVector.fromArray(SPECIES, x, from + columns));
      most2 = larger(most2, DoubleVector.fromArray(SPECIES, x, from + 2 * columns));
      most3 = larger(most3, DoubleVector.fromArray(SPECIES, x, from + 3 * columns));
      from += 4 * columns;
    }
    for (; j < keys; j++) {
      most0 = larger(most0, DoubleVector.fromArray(SPECIES, x, from));
      from += columns;
    }
    larger(larger(most0, most1), larger(most2, most3)).intoArray(max, lane);
  }

  /// Cheaper than `max`, which has rules for NaN; here is none.
  private static DoubleVector larger(DoubleVector a, DoubleVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  /// Replaces the logits of some queries by their exponentials, and adds these up in the order of
  /// the keys.
  ///
  /// @param x holds the logits
  /// @param at where those of the first key begin
  /// @param keys how many, at most one block
  /// @param columns how far the next key is
  /// @param max `(LANES)` from `lane` on, finite
  /// @param sum `(LANES)` from `lane` on, overwritten
  static void exponentials(
      double[] x, int at, int keys, int columns, double[] max, double[] sum, int lane) {
    var most = DoubleVector.fromArray(SPECIES, max, lane);
    var total = DoubleVector.zero(SPECIES);
    int from = at;
    for (int j = 0; j < keys; j++) {
      var power = exp(DoubleVector.fromArray(SPECIES, x, from).sub(most));
      power.intoArray(x, from);
      total = total.add(power);
      from += columns;
    }
    total.intoArray(sum, lane);
  }

  /// Divides each row of a work area by the totals.
  ///
  /// @param total `(columns)`
  static void divide(double[] x, int at, int keys, int columns, double[] total) {
    for (int lane = 0; lane < columns; lane += LANES) {
      var divisor = DoubleVector.fromArray(SPECIES, total, lane);
      int from = at + lane;
      for (int j = 0; j < keys; j++) {
        DoubleVector.fromArray(SPECIES, x, from).div(divisor).intoArray(x, from);
        from += columns;
      }
    }
  }

  /// Replaces each number `x` by `cap * tanh(x / cap)`: [DoubleMath#tanh].
  ///
  /// @param count a multiple of the lanes
  static void softcap(double cap, double[] x, int at, int count) {
    for (int n = at; n < at + count; n += LANES) {
      tanh(DoubleVector.fromArray(SPECIES, x, n).div(cap)).mul(cap).intoArray(x, n);
    }
  }

  private static DoubleVector tanh(DoubleVector x) {
    var magnitude = x.abs();
    var z = x.mul(x);
    var p = broadcast(-0.9643991794250523);
    p = p.fma(z, broadcast(-99.28772310019185));
    p = p.fma(z, broadcast(-1614.6876844170845));
    var q = z.add(112.81167849163293);
    q = q.fma(z, broadcast(2235.4883906010045));
    q = q.fma(z, broadcast(4844.063053251255));
    var near = p.div(q).mul(z).fma(x, x);
    var t = exp(magnitude.mul(-2));
    var far = broadcast(1).sub(t).div(t.add(1));
    far = far.blend(1, magnitude.compare(VectorOperators.GT, 20));
    var sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
    far = far.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    var tanh = far.blend(near, magnitude.compare(VectorOperators.LT, 0.625));
    return tanh.blend(x, x.test(VectorOperators.IS_NAN));
  }
}
