package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Matrix;
import attention.core.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Floats as text: what the JDK writes, which is the shortest text that reads back the same.
class FloatTextTest {

  // Every float is compared with a step of 1; that takes some minutes.
  private static final int STEP = Integer.getInteger("floats.step", 1_009);

  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new NumbersModule(new TextWarmUp())).build();

  private static final JsonMapper WITH_VECTORS =
      JsonMapper.builder()
          .addModule(
              new SimpleModule().addSerializer(Matrix.class, new MatrixSerializer(() -> true)))
          .build();

  static Stream<Arguments> knownFloats() {
    return Stream.of(
        argumentSet("zero", 0f, "0.0"),
        argumentSet("negative zero", -0f, "-0.0"),
        argumentSet("a whole number", 3f, "3.0"),
        argumentSet("a fraction", -0.1f, "-0.1"),
        argumentSet("nine digits", 0.100000024f, "0.100000024"),
        argumentSet("the smallest without exponent", 0.001f, "0.001"),
        argumentSet("just below", 9.9999E-4f, "9.9999E-4"),
        argumentSet("the largest without exponent", 9_999_999f, "9999999.0"),
        argumentSet("just above", 1e7f, "1.0E7"),
        argumentSet("a power of two", 0x1p-64f, "5.421011E-20"),
        argumentSet("the smallest of all", Float.MIN_VALUE, "1.4E-45"),
        argumentSet("seven times the smallest", 7 * Float.MIN_VALUE, "9.8E-45"),
        argumentSet("one digit would do", 21 * Float.MIN_VALUE, "2.9E-44"),
        argumentSet("the smallest normal one", Float.MIN_NORMAL, "1.1754944E-38"),
        argumentSet("the largest", Float.MAX_VALUE, "3.4028235E38"),
        argumentSet("none", Float.NaN, "\"NaN\""),
        argumentSet("hidden", Float.NEGATIVE_INFINITY, "\"-Infinity\""));
  }

  @ParameterizedTest
  @MethodSource
  void knownFloats(float number, String expected) {
    assertThat(text(number)).isEqualTo(expected);
  }

  @Test
  void theTextIsThatOfTheJdk() {
    byte[] text = new byte[FloatText.ROOM];
    for (long bits = 0; bits < 1L << 32; bits += STEP) {
      float number = Float.intBitsToFloat((int) bits);
      if (Float.isFinite(number)) {
        int length = FloatText.write(number, text, 0);
        String expected = Float.toString(number);
        if (!expected.equals(latin(text, length))) {
          assertThat(text(number)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void theTextOfManyAtOnceIsTheSame() {
    var floats = new FloatTexts();
    float[] block = new float[FloatDigits.BLOCK];
    byte[] text = new byte[FloatDigits.BLOCK * FloatText.ROOM];
    byte[] expected = text.clone();
    int index = 0;
    for (long bits = 0; bits < 1L << 32; bits += STEP) {
      block[index++] = Float.intBitsToFloat((int) bits);
      if (index == block.length) {
        floats.find(block, 0);
        int length = floats.write(block, 0, 0, block.length, text, 0);
        int expectedLength = 0;
        for (float number : block) {
          expectedLength = FloatText.write(number, expected, expectedLength);
          expected[expectedLength++] = ',';
        }
        if (!Arrays.equals(text, 0, length, expected, 0, expectedLength)) {
          assertThat(latin(text, length)).isEqualTo(latin(expected, expectedLength));
        }
        index = 0;
      }
    }
  }

  private static String latin(byte[] text, int length) {
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String text(float number) {
    byte[] text = new byte[FloatText.ROOM];
    return latin(text, FloatText.write(number, text, 0));
  }

  /// Longer than every buffer on the way.
  @Test
  void longListsAreWhole() {
    float[] values = new float[100_000];
    var expected = new StringBuilder("[");
    for (int n = 0; n < values.length; n++) {
      values[n] = n % 7 == 0 ? Float.NEGATIVE_INFINITY : n / 13f;
      expected.append(n == 0 ? "" : ",");
      expected.append(n % 7 == 0 ? "\"-Infinity\"" : Float.toString(values[n]));
    }
    byte[] written = MAPPER.writeValueAsBytes(new Numbers.Float32(values));

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(expected.append(']').toString());
  }

  @Test
  void tablesAreListsOfRows() {
    var matrix = Matrix.of(2, 2, 1, 2, 3, Float.NaN);

    assertThat(new String(MAPPER.writeValueAsBytes(matrix), StandardCharsets.UTF_8))
        .isEqualTo("[[1.0,2.0],[3.0,\"NaN\"]]");
    assertThat(MAPPER.writeValueAsString(matrix)).isEqualTo("[[1.0,2.0],[3.0,\"NaN\"]]");
  }

  static Stream<Arguments> largeTables() {
    return Stream.of(
        argumentSet("rows of one", 20_000, 1),
        argumentSet("short rows", 3_000, 7),
        argumentSet("rows longer than a piece", 3, 9_000),
        argumentSet("more pieces than are kept", 2_000, 100));
  }

  /// With and without vectors, several threads and all.
  @ParameterizedTest
  @MethodSource
  void largeTables(int rows, int columns) {
    float[] values = new float[rows * columns];
    var expected = new StringBuilder("[");
    for (int n = 0; n < values.length; n++) {
      values[n] = n % 11 == 0 ? 0 : (n % 3 - 1) * n / 13f;
      expected.append(n % columns > 0 ? "," : n == 0 ? "[" : "],[");
      expected.append(Float.toString(values[n]));
    }
    expected.append("]]");
    byte[] plain = MAPPER.writeValueAsBytes(Matrix.of(rows, columns, values));
    byte[] vectors = WITH_VECTORS.writeValueAsBytes(Matrix.of(rows, columns, values));

    assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    assertThat(vectors).isEqualTo(plain);
  }

  @Test
  void listsOfNothingAreEmpty() {
    assertThat(MAPPER.writeValueAsBytes(new Numbers.Float32(new float[0])))
        .isEqualTo("[]".getBytes(StandardCharsets.UTF_8));
  }
}
