package attention.kernel;

/// `exp` and `tanh` in double precision, made like [FloatMath] of additions, multiplications and
/// `fma` alone, so that every processor and every kernel gets the same bits.
final class DoubleMath {

  private static final double LOG2_E = 1.4426950408889634;

  // ln 2 in two parts: the first has so few bits that its product with a small whole number is
  // exact.
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  // Below this even the smallest subnormal number is more than twice too large.
  private static final double EXP_UNDERFLOW = -745.14;

  private static final double TANH_FRACTION_BELOW = 0.625;
  private static final double TANH_IS_ONE_ABOVE = 20;

  // 1 / k! for k = 13 down to 2: at |r| <= ln(2) / 2 the terms left out are below 5e-18.
  private static final double[] EXP_SERIES = {
    1.0 / 6227020800L,
    1.0 / 479001600,
    1.0 / 39916800,
    1.0 / 3628800,
    1.0 / 362880,
    1.0 / 40320,
    1.0 / 5040,
    1.0 / 720,
    1.0 / 120,
    1.0 / 24,
    1.0 / 6,
    1.0 / 2
  };

  private DoubleMath() {}

  /// Gives e to the power of `x` within 1 unit in the last place.
  ///
  /// `x = n ln 2 + r` with `|r| <= ln(2) / 2`; then `exp(x) = 2^n exp(r)`, and `exp(r)` is its
  /// series: `1 + r + r^2 q(r)`. Results below the normal range are rounded to the nearest
  /// subnormal number.
  ///
  /// @param x 0 or less, down to `-Infinity`, which gives 0
  static double exp(double x) {
    if (x < EXP_UNDERFLOW) {
      return 0;
    }
    double n = Math.rint(x * LOG2_E);
    double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    double q = 0;
    for (double coefficient : EXP_SERIES) {
      q = Math.fma(q, r, coefficient);
    }
    return Math.scalb(Math.fma(q, r * r, r) + 1, (int) n);
  }

  /// Gives the hyperbolic tangent of `x` within 3 units in the last place.
  ///
  /// Near 0 a fraction of polynomials keeps the relative error small; farther out it is `(1 - t) /
  /// (1 + t)` with `t = exp(-2 |x|)`.
  ///
  /// @param x any number; `NaN` gives `NaN`
  static double tanh(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < TANH_FRACTION_BELOW) {
      double z = x * x;
      double p = -0.9643991794250523;
      p = Math.fma(p, z, -99.28772310019185);
      p = Math.fma(p, z, -1614.6876844170845);
      double q = z + 112.81167849163293;
      q = Math.fma(q, z, 2235.4883906010045);
      q = Math.fma(q, z, 4844.063053251255);
      return Math.fma(p / q * z, x, x);
    }
    if (magnitude > TANH_IS_ONE_ABOVE) {
      return Math.copySign(1, x);
    }
    double t = exp(-2 * magnitude);
    return Math.copySign((1 - t) / (1 + t), x);
  }
}
