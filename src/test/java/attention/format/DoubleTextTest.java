package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Matrix;
import attention.core.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Doubles as text: what the JDK writes, which is the shortest text that reads back the same.
class DoubleTextTest {

  // Of each kind below; 100 million take some minutes.
  private static final int COUNT = Integer.getInteger("doubles.count", 300_000);

  static Stream<Arguments> knownDoubles() {
    return Stream.of(
        argumentSet("zero", 0.0, "0.0"),
        argumentSet("negative zero", -0.0, "-0.0"),
        argumentSet("a whole number", 3.0, "3.0"),
        argumentSet("a fraction", -0.1, "-0.1"),
        argumentSet("seventeen digits", 0.30000000000000004, "0.30000000000000004"),
        argumentSet("the smallest without exponent", 0.001, "0.001"),
        argumentSet("just below", 9.999999999999998E-4, "9.999999999999998E-4"),
        argumentSet("the largest without exponent", 9_999_999.999999998, "9999999.999999998"),
        argumentSet("just above", 1e7, "1.0E7"),
        argumentSet("all whole numbers end here", 0x1p53, "9.007199254740992E15"),
        argumentSet("halfway to the next", 2e23, "2.0E23"),
        argumentSet("the smallest of all", Double.MIN_VALUE, "4.9E-324"),
        argumentSet("twice the smallest", 2 * Double.MIN_VALUE, "9.9E-324"),
        argumentSet("three times", 3 * Double.MIN_VALUE, "1.5E-323"),
        argumentSet("the smallest normal one", Double.MIN_NORMAL, "2.2250738585072014E-308"),
        argumentSet("the largest", Double.MAX_VALUE, "1.7976931348623157E308"),
        argumentSet("none", Double.NaN, "\"NaN\""),
        argumentSet("hidden", Double.NEGATIVE_INFINITY, "\"-Infinity\""));
  }

  @ParameterizedTest
  @MethodSource
  void knownDoubles(double number, String expected) {
    assertThat(text(number)).isEqualTo(expected);
  }

  @Test
  void anyBitsHaveTheTextOfTheJdk() {
    var random = new SplittableRandom(1);
    for (int n = 0; n < COUNT; n++) {
      requireTextOfTheJdk(Double.longBitsToDouble(random.nextLong()));
    }
  }

  /// Those of answers: scores, weights and contexts.
  @Test
  void usualNumbersHaveTheTextOfTheJdk() {
    var random = new SplittableRandom(2);
    for (int n = 0; n < COUNT; n++) {
      requireTextOfTheJdk(random.nextGaussian());
      requireTextOfTheJdk(Math.exp(-20 * random.nextDouble()));
    }
  }

  /// Rounded to some digits, and the neighbours of such numbers.
  @Test
  void numbersOfFewDigitsHaveTheTextOfTheJdk() {
    var random = new SplittableRandom(3);
    for (int n = 0; n < COUNT; n++) {
      long digits = random.nextLong((long) Math.pow(10, 1 + n % 18));
      double number = Double.parseDouble(digits + "E" + random.nextInt(-340, 309));
      requireTextOfTheJdk(number);
      requireTextOfTheJdk(Math.nextUp(number));
      requireTextOfTheJdk(Math.nextDown(number));
    }
  }

  @Test
  void powersAndTheirNeighboursHaveTheTextOfTheJdk() {
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      requireTextOfTheJdkAround(Math.scalb(1.0, exponent));
    }
    for (int exponent = -323; exponent <= 308; exponent++) {
      requireTextOfTheJdkAround(Double.parseDouble("1E" + exponent));
    }
  }

  @Test
  void theSmallestHaveTheTextOfTheJdk() {
    for (int multiple = 1; multiple < 10_000; multiple++) {
      requireTextOfTheJdk(multiple * Double.MIN_VALUE);
    }
  }

  private static void requireTextOfTheJdkAround(double power) {
    long bits = Double.doubleToRawLongBits(power);
    for (int away = -50; away <= 50; away++) {
      requireTextOfTheJdk(Double.longBitsToDouble(bits + away));
    }
  }

  private static void requireTextOfTheJdk(double number) {
    if (!Double.isFinite(number)) {
      return;
    }
    byte[] text = new byte[DoubleText.ROOM];
    int length = DoubleText.write(number, text, 0);
    String expected = Double.toString(number);
    if (!expected.equals(new String(text, 0, length, StandardCharsets.ISO_8859_1))) {
      assertThat(text(number)).isEqualTo(expected);
    }
  }

  private static String text(double number) {
    byte[] text = new byte[DoubleText.ROOM];
    int length = DoubleText.write(number, text, 0);
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  /// Longer than every buffer on the way, and in several pieces.
  @Test
  void largeTablesAreWhole() {
    var random = new SplittableRandom(4);
    double[] values =
        IntStream.range(0, 20_000)
            .mapToDouble(n -> n % 7 == 0 ? Double.NEGATIVE_INFINITY : -random.nextGaussian())
            .toArray();
    var expected = new StringBuilder("[");
    for (int n = 0; n < values.length; n++) {
      expected.append(n % 100 > 0 ? "," : n == 0 ? "[" : "],[");
      expected.append(n % 7 == 0 ? "\"-Infinity\"" : Double.toString(values[n]));
    }
    var mapper = JsonMapper.builder().addModule(new NumbersModule(new TextWarmUp())).build();
    byte[] written = mapper.writeValueAsBytes(new Matrix(200, 100, new Numbers.Float64(values)));

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(expected.append("]]").toString());
  }
}
