package attention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Numbers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rounding: the text that a caller reads.
class DecimalsTest {

  static Stream<Arguments> numbersAreRoundedHalfToEven() {
    return Stream.of(
        argumentSet("not at all", null, 0.18775f, "0.18775"),
        argumentSet("to four", 4, 0.29457f, "0.2946"),
        argumentSet("to none", 0, 2.5f, "2.0"),
        argumentSet("half to even, up", 0, 3.5f, "4.0"),
        argumentSet("half to even, down", 2, 0.125f, "0.12"),
        argumentSet("negative", 1, -1.25f, "-1.2"),
        argumentSet("to nothing, without a sign", 2, -0.001f, "0.0"),
        argumentSet("nine", 9, 0.12345679f, "0.12345679"),
        argumentSet("more than a float has", 17, 0.1f, "0.1"),
        argumentSet("ten of a small number", 10, 1.23456e-8f, "1.23E-8"),
        argumentSet("a large number", 2, 1.2345678e20f, "1.2345678E20"),
        argumentSet("what hides", 3, Float.NEGATIVE_INFINITY, "-Infinity"));
  }

  @ParameterizedTest
  @MethodSource
  void numbersAreRoundedHalfToEven(@Nullable Integer decimals, float number, String text) {
    Numbers numbers = new Decimals(decimals).round(new Numbers.Float32(new float[] {number}));

    assertThat(numbers.number(0)).hasToString(text);
    assertThat(new Decimals(decimals).round((Number) number)).hasToString(text);
  }

  static Stream<Arguments> doublesAreRoundedByTheirExactValue() {
    return Stream.of(
        argumentSet("not at all", null, 0.1, "0.1"),
        argumentSet("just below half", 2, 1.005, "1.0"),
        argumentSet("half to even", 0, 2.5, "2.0"),
        argumentSet("seventeen", 17, 0.1, "0.1"),
        argumentSet("to nothing, without a sign", 3, -1e-9, "0.0"),
        argumentSet("what hides", 3, Double.NEGATIVE_INFINITY, "-Infinity"));
  }

  @ParameterizedTest
  @MethodSource
  void doublesAreRoundedByTheirExactValue(@Nullable Integer decimals, double number, String text) {
    Numbers numbers = new Decimals(decimals).round(new Numbers.Float64(new double[] {number}));

    assertThat(numbers.number(0)).hasToString(text);
  }
}
