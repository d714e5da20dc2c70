package attention.kernel;

import static attention.kernel.FloatTile.LANES;
import static attention.kernel.FloatTile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Softcap and softmax of a work area, as many queries at once as a vector has lanes. Does the
/// steps of [FloatMath] and [ScalarKernel] lane by lane, so that the bits are theirs.
///
/// No method has more than one `exp`: the compiler gives up inlining in larger ones, and an
/// operation that is not inlined makes an object of each vector.
final class FloatLanes {

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.1219444e-4f;

  // exp of this and of everything below rounds to 0.
  private static final int BITS_OF_UNDERFLOW = Float.floatToRawIntBits(-104f);

  // Scaled in two steps, of which only the second one rounds: results may be subnormal.
  private static final int STEP = 64;
  private static final float STEP_DOWN = 0x1p-64f;

  // Adding and taking away 1.5 * 2^23 rounds to a whole number, ties to even. In between the lowest
  // bits are that number; with a step more, that number and the step.
  private static final float ROUND = 0x1.8p23f + STEP;

  private static final int EXPONENT = 23; // where the exponent begins in the bits

  private FloatLanes() {}

  /// Gives e to the power of each lane: [FloatMath#exp].
  ///
  /// @param x 0 or less, down to `-Infinity`
  private static FloatVector exp(FloatVector x) {
    // As unsigned numbers the bits of a negative float grow with its magnitude.
    var least =
        x.reinterpretAsInts()
            .lanewise(VectorOperators.UMIN, BITS_OF_UNDERFLOW)
            .reinterpretAsFloats();
    var shifted = least.mul(LOG2_E).add(ROUND);
    var n = shifted.sub(ROUND);
    var r = n.fma(broadcast(-LN2_HIGH), least);
    r = n.fma(broadcast(-LN2_LOW), r);
    var q = broadcast(0.001381454f);
    q = q.fma(r, broadcast(0.008368745f));
    q = q.fma(r, broadcast(0.04166839f));
    q = q.fma(r, broadcast(0.16666521f));
    q = q.fma(r, broadcast(0.49999994f));
    var p = q.fma(r.mul(r), r).add(1f);
    var power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT);
    return p.reinterpretAsInts().add(power).reinterpretAsFloats().mul(STEP_DOWN);
  }

  private static FloatVector broadcast(float number) {
    return FloatVector.broadcast(SPECIES, number);
  }

  /// Tells whether the first numbers are all finite: 0 times any other is NaN.
  ///
  /// @param count a multiple of the lanes
  static boolean areFinite(float[] x, int count) {
    var zero = FloatVector.zero(SPECIES);
    var zeros = zero;
    for (int n = 0; n < count; n += LANES) {
      zeros = FloatVector.fromArray(SPECIES, x, n).fma(zero, zeros);
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
  static void max(float[] x, int at, int keys, int columns, float[] max, int lane) {
    var most0 = FloatVector.fromArray(SPECIES, max, lane);
    var most1 = most0;
    var most2 = most0;
    var most3 = most0;
    int from = at;
    int j = 0;
    for (; j <= keys - 4; j += 4) {
      most0 = larger(most0, FloatVector.fromArray(SPECIES, x, from));
      most1 = larger(most1, FloatVector.fromArray(SPECIES, x, from + columns));
      most2 = larger(most2, FloatVector.fromArray(SPECIES, x, from + 2 * columns));
      most3 = larger(most3, FloatVector.fromArray(SPECIES, x, from + 3 * columns));
      from += 4 * columns;
    }
    for (; j < keys; j++) {
      most0 = larger(most0, FloatVector.fromArray(SPECIES, x, from));
      from += columns;
    }
    larger(larger(most0, most1), larger(most2, most3)).intoArray(max, lane);
  }

  /// Cheaper than `max`, which has rules for NaN; here is none.
  private static FloatVector larger(FloatVector a, FloatVector b) {
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
      float[] x, int at, int keys, int columns, float[] max, float[] sum, int lane) {
    var most = FloatVector.fromArray(SPECIES, max, lane);
    var total = FloatVector.zero(SPECIES);
    int from = at;
    for (int j = 0; j < keys; j++) {
      var power = exp(FloatVector.fromArray(SPECIES, x, from).sub(most));
      power.intoArray(x, from);
      total = total.add(power);
      from += columns;
    }
    total.intoArray(sum, lane);
  }

  /// Turns the exponentials of a work area into weights: [FloatMath#share].
  ///
  /// @param total `(columns)`, 1 or more
  static void shares(float[] x, int at, int keys, int columns, float[] total) {
    for (int lane = 0; lane < columns; lane += LANES) {
      shares(x, at + lane, keys, columns, FloatVector.fromArray(SPECIES, total, lane));
    }
  }

  /// A division takes as long as many multiplications. Here one for each query gives `1 / total` as
  /// a sum of two floats. The quotient by them is off by less than a unit in the last place, its
  /// remainder is exact, and correcting it by that rounds as the division does: Markstein (1990),
  /// Computation of elementary functions on the IBM RISC System/6000 processor. The numbers are far
  /// from the ends of the range, thanks to [FloatMath#SHARE_UP].
  private static void shares(float[] x, int at, int keys, int columns, FloatVector total) {
    var minus = total.neg();
    var inverse = broadcast(1f).div(total);
    var rest = inverse.fma(minus, broadcast(1f)).mul(inverse);
    int from = at;
    for (int j = 0; j < keys; j++) {
      var power = FloatVector.fromArray(SPECIES, x, from).mul(FloatMath.SHARE_UP);
      var near = power.fma(inverse, power.mul(rest));
      var remainder = near.fma(minus, power);
      remainder.fma(inverse, near).mul(FloatMath.SHARE_DOWN).intoArray(x, from);
      from += columns;
    }
  }

  /// Replaces the logits of one query by their exponentials.
  ///
  /// @param x from `from` to `end`
  /// @param max of all logits, finite
  static void exponentials(float[] x, int from, int end, float max) {
    int at = from;
    for (; at <= end - LANES; at += LANES) {
      exp(FloatVector.fromArray(SPECIES, x, at).sub(max)).intoArray(x, at);
    }
    for (; at < end; at++) {
      x[at] = FloatMath.exp(x[at] - max);
    }
  }

  /// Turns the exponentials of one query into weights: [FloatMath#share].
  ///
  /// @param x from `from` to `end`
  /// @param total 1 or more
  static void shares(float[] x, int from, int end, float total) {
    int vectors = (end - from) / LANES;
    shares(x, from, vectors, LANES, broadcast(total));
    for (int at = from + vectors * LANES; at < end; at++) {
      x[at] = FloatMath.share(x[at], total);
    }
  }

  /// Replaces each number `x` by `cap * tanh(x / cap)`: [FloatMath#tanh].
  ///
  /// @param x from `from` to `end`
  static void softcap(float cap, float[] x, int from, int end) {
    int at = from;
    for (; at <= end - LANES; at += LANES) {
      tanh(FloatVector.fromArray(SPECIES, x, at).div(cap)).mul(cap).intoArray(x, at);
    }
    for (; at < end; at++) {
      x[at] = cap * FloatMath.tanh(x[at] / cap);
    }
  }

  private static FloatVector tanh(FloatVector x) {
    var magnitude = x.abs();
    var z = x.mul(x);
    var p = broadcast(-0.0057049887f);
    p = p.fma(z, broadcast(0.020639088f));
    p = p.fma(z, broadcast(-0.053739715f));
    p = p.fma(z, broadcast(0.13331442f));
    p = p.fma(z, broadcast(-0.3333328f));
    var near = p.mul(z).fma(x, x);
    var t = exp(magnitude.mul(-2f));
    var far = broadcast(1f).sub(t).div(t.add(1f));
    far = far.blend(1f, magnitude.compare(VectorOperators.GT, 10f));
    var sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    far = far.reinterpretAsInts().or(sign).reinterpretAsFloats();
    var tanh = far.blend(near, magnitude.compare(VectorOperators.LT, 0.625f));
    return tanh.blend(x, x.test(VectorOperators.IS_NAN));
  }
}
