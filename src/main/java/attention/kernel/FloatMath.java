package attention.kernel;

/// `exp` and `tanh` in single precision, of our own, because the JDK's give other bits on other
/// processors.
///
/// Both are made of additions, multiplications and `fma` alone, so a vector kernel that does the
/// same steps gets the same bits.
final class FloatMath {

  private static final float LOG2_E = 1.442695f;

  // ln 2 in two parts: the first has so few bits that its product with a small whole number is
  // exact.
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.1219444e-4f;

  // Below this even the smallest subnormal float is more than twice too large.
  private static final float EXP_UNDERFLOW = -103.98f;

  private static final float TANH_POLYNOMIAL_BELOW = 0.625f;
  private static final float TANH_IS_ONE_ABOVE = 10f;

  // Powers down to the smallest subnormal float are far from the end of the range after this.
  static final float SHARE_UP = 0x1p64f;
  static final float SHARE_DOWN = 0x1p-64f;

  private FloatMath() {}

  /// Gives e to the power of `x` within 1 unit in the last place.
  ///
  /// `x = n ln 2 + r` with `|r| <= ln(2) / 2`; then `exp(x) = 2^n exp(r)`, and `exp(r)` is a
  /// polynomial of degree 6: `1 + r + r^2 q(r)`, where `q` fits best in the relative error, 3e-9
  /// before rounding. Results below the normal range are rounded to the nearest subnormal float.
  ///
  /// @param x 0 or less, down to `-Infinity`, which gives 0
  static float exp(float x) {
    if (x < EXP_UNDERFLOW) {
      return 0;
    }
    float n = (float) Math.rint(x * LOG2_E);
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float q = 0.001381454f;
    q = Math.fma(q, r, 0.008368745f);
    q = Math.fma(q, r, 0.04166839f);
    q = Math.fma(q, r, 0.16666521f);
    q = Math.fma(q, r, 0.49999994f);
    float p = Math.fma(q, r * r, r) + 1;
    return Math.scalb(p, (int) n);
  }

  /// Gives the share of an exponential in the sum of all: `power / total`, correctly rounded, but
  /// for results below the normal range, which are rounded twice.
  ///
  /// @param power from 0 to 1
  /// @param total 1 or more
  static float share(float power, float total) {
    return power * SHARE_UP / total * SHARE_DOWN;
  }

  /// Gives the hyperbolic tangent of `x` within 3 units in the last place.
  ///
  /// Near 0 an odd polynomial keeps the relative error small; farther out it is `(1 - t) / (1 + t)`
  /// with `t = exp(-2 |x|)`.
  ///
  /// @param x any number; `NaN` gives `NaN`
  static float tanh(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < TANH_POLYNOMIAL_BELOW) {
      float z = x * x;
      float p = -0.0057049887f;
      p = Math.fma(p, z, 0.020639088f);
      p = Math.fma(p, z, -0.053739715f);
      p = Math.fma(p, z, 0.13331442f);
      p = Math.fma(p, z, -0.3333328f);
      return Math.fma(p * z, x, x);
    }
    if (magnitude > TANH_IS_ONE_ABOVE) {
      return Math.copySign(1, x);
    }
    float t = exp(-2 * magnitude);
    return Math.copySign((1 - t) / (1 + t), x);
  }
}
