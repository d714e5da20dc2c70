package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Text as numbers: what the JDK reads, which is the nearest double.
class NumberTextTest {

  // With some hundred million it takes minutes.
  private static final int TEXTS = Integer.getInteger("numbers.texts", 1_000_000);

  static Stream<Arguments> knownNumbers() {
    return Stream.of(
        argumentSet("zero", "0", 0.0),
        argumentSet("negative zero", "-0", -0.0),
        argumentSet("negative zero with a point", "-0.0", -0.0),
        argumentSet("a fraction", "0.1", 0.1),
        argumentSet("a negative fraction", "-0.30000001", -0.30000001),
        argumentSet("several digits before the point", "123.456", 123.456),
        argumentSet("a whole number", "42", 42.0),
        argumentSet("an exponent", "1e-5", 1e-5),
        argumentSet("a capital exponent", "1.5E+3", 1500.0),
        argumentSet("seventeen digits", "0.10000000000000001", 0.1),
        argumentSet("many zeros", "0.000000000000000000000000012", 1.2e-26),
        argumentSet("a tie, to even", "9007199254740993", 9007199254740992.0),
        argumentSet("just above a tie", "9007199254740993.1", 9007199254740994.0),
        argumentSet("the largest", "1.7976931348623157e308", Double.MAX_VALUE),
        argumentSet("the smallest", "4.9e-324", Double.MIN_VALUE),
        argumentSet("too small", "1e-400", 0.0),
        argumentSet("thirty digits", "3.14159265358979323846264338327", Math.PI));
  }

  @ParameterizedTest
  @MethodSource
  void knownNumbers(String text, double expected) {
    double[] number = new double[1];
    assertThat(NumberText.read(bytes(text), 0, number, 0)).isEqualTo(text.length());
    assertThat(number[0]).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-01.5",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "--1",
        "NaN",
        "Infinity",
        "\"1\"",
        "1e400",
        "٣"
      })
  void whatIsNoFiniteNumberOfJsonIsLeft(String text) {
    assertThat(NumberText.read(bytes(text), 0, new double[1], 0)).isEqualTo(NumberText.NONE);
  }

  @Test
  void aByteBeyondAsciiIsNoSign() {
    for (int first = Byte.MIN_VALUE; first < 0; first++) {
      byte[] text = bytes("?4.2");
      text[0] = (byte) first;
      assertThat(NumberText.read(text, 0, new double[1], 0))
          .as("behind byte %x", first & 0xFF)
          .isEqualTo(NumberText.NONE);
    }
  }

  @Test
  void theNumberIsThatOfTheJdk() {
    var random = new SplittableRandom(27);
    double[] number = new double[1];
    for (int n = 0; n < TEXTS; n++) {
      String text = text(n % 6, random);
      double expected = Double.parseDouble(text);
      int end = NumberText.read(bytes(text), 0, number, 0);
      if (end != text.length() || Double.compare(number[0], expected) != 0) {
        assertThat(number).as(text).containsExactly(expected);
        assertThat(end).as(text).isEqualTo(text.length());
      }
    }
  }

  private static String text(int kind, SplittableRandom random) {
    return switch (kind) {
      case 0 -> Float.toString((float) random.nextDouble(-2, 2));
      case 1 -> Double.toString(random.nextDouble(-2, 2));
      case 2 -> Float.toString((float) random.nextDouble() * (1 << random.nextInt(30)));
      case 3 -> Double.toString(Math.scalb(random.nextDouble(1, 2), random.nextInt(-1022, 1023)));
      case 4 -> nearMiddle(random);
      default -> digits(random);
    };
  }

  /// Very near the middle between two doubles, where the last digits decide.
  private static String nearMiddle(SplittableRandom random) {
    double number = Math.scalb(random.nextDouble(1, 2), random.nextInt(-80, 80));
    var half = new BigDecimal(Math.ulp(number)).divide(BigDecimal.TWO);
    BigDecimal middle = new BigDecimal(number).add(half);
    return middle.round(new MathContext(random.nextInt(15, 22))).toString();
  }

  private static String digits(SplittableRandom random) {
    var text = new StringBuilder(random.nextBoolean() ? "-0." : "0.");
    text.repeat('0', random.nextInt(12));
    for (int n = random.nextInt(1, 25); n > 0; n--) {
      text.append(random.nextInt(10));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + NumberText.ROOM);
  }
}
