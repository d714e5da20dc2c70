package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Our `exp` and `tanh` against the JDK's in higher precision, or against their series in 40
/// digits.
class MathTest {

  @Test
  void singleExpIsWithinAnUlpOfTheExactValue() {
    double worst = 0;
    for (float x = 0; x > -87; x -= 0.000_37f) {
      worst = Math.max(worst, ulps(FloatMath.exp(x), StrictMath.exp(x)));
    }
    assertThat(worst).isLessThan(1);
  }

  @Test
  void singleExpRoundsSubnormalResultsToTheNearest() {
    for (float x = -87.4f; x > -105; x -= 0.0037f) {
      assertThat((double) FloatMath.exp(x)).isCloseTo(StrictMath.exp(x), byAtMost(Float.MIN_VALUE));
    }
  }

  @Test
  void doubleExpIsWithinAnUlpOfTheExactValue() {
    for (double x = 0; x > -700; x -= 0.173) {
      BigDecimal exact = exactExp(x);
      double error = new BigDecimal(DoubleMath.exp(x)).subtract(exact).abs().doubleValue();
      assertThat(error).as("exp(%s)", x).isLessThan(Math.ulp(exact.doubleValue()));
    }
  }

  @Test
  void doubleExpRoundsSubnormalResults() {
    for (double x = -708.5; x > -746; x -= 0.037) {
      assertThat(DoubleMath.exp(x)).isCloseTo(StrictMath.exp(x), byAtMost(Double.MIN_VALUE));
    }
  }

  @Test
  void expOfZeroIsOneAndOfMinusInfinityZero() {
    assertThat(FloatMath.exp(0)).isOne();
    assertThat(FloatMath.exp(-0f)).isOne();
    assertThat(FloatMath.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(FloatMath.exp(-103.99f)).isZero();
    assertThat(FloatMath.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
    assertThat(DoubleMath.exp(0)).isOne();
    assertThat(DoubleMath.exp(-0.0)).isOne();
    assertThat(DoubleMath.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(DoubleMath.exp(-745.2)).isZero();
    assertThat(DoubleMath.exp(-745.1)).isEqualTo(Double.MIN_VALUE);
    assertThat(DoubleMath.exp(Double.NaN)).isNaN();
  }

  @Test
  void singleTanhIsWithinThreeUlps() {
    for (float x = -12; x < 12; x += 0.000_73f) {
      assertThat(ulps(FloatMath.tanh(x), StrictMath.tanh(x))).as("tanh(%s)", x).isLessThan(3);
    }
  }

  @Test
  void doubleTanhIsWithinThreeUlps() {
    for (double x = -22; x < 22; x += 0.001_3) {
      double exact = StrictMath.tanh(x);
      double error = Math.abs(DoubleMath.tanh(x) - exact) / Math.ulp(exact);
      assertThat(error).as("tanh(%s)", x).isLessThanOrEqualTo(3);
    }
  }

  static Stream<Arguments> tanhOfSpecialNumbers() {
    return Stream.of(
        argumentSet("zero", 0, 0),
        argumentSet("tiny", 1e-30, 1e-30),
        argumentSet("tiny negative", -1e-30, -1e-30),
        argumentSet("large", 100, 1),
        argumentSet("large negative", -100, -1),
        argumentSet("infinite", Double.POSITIVE_INFINITY, 1),
        argumentSet("negative infinite", Double.NEGATIVE_INFINITY, -1),
        argumentSet("no number", Double.NaN, Double.NaN));
  }

  @ParameterizedTest
  @MethodSource
  void tanhOfSpecialNumbers(double x, double expected) {
    assertThat(DoubleMath.tanh(x)).isEqualTo(Double.valueOf(expected));
    assertThat(FloatMath.tanh((float) x)).isEqualTo(Float.valueOf((float) expected));
  }

  private static double ulps(float actual, double exact) {
    return Math.abs(actual - exact) / Math.ulp((float) exact);
  }

  private static org.assertj.core.data.Offset<Double> byAtMost(double distance) {
    return org.assertj.core.data.Offset.offset(distance);
  }

  /// The series of `exp(x / 1024)` in 40 digits, squared ten times.
  private static BigDecimal exactExp(double x) {
    var digits = new MathContext(60);
    BigDecimal small = new BigDecimal(x).divide(new BigDecimal(1024), digits);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 60; n++) {
      term = term.multiply(small, digits).divide(new BigDecimal(n), digits);
      sum = sum.add(term, digits);
    }
    for (int n = 0; n < 10; n++) {
      sum = sum.multiply(sum, digits);
    }
    return sum;
  }
}
