package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Matrix;
import attention.core.Numbers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShownTest {

  static Stream<Arguments> nothingInAWordCanDriveATerminal() {
    return Stream.of(
        argumentSet("plain", "love", "love"),
        argumentSet("a new line", "a\nb\r\tc", "a\\nb\\r\\tc"),
        argumentSet("an escape sequence", "\u001b[31mred", "\\u001b[31mred"),
        argumentSet("a bell and a delete", "\u0007\u007f", "\\u0007\\u007f"),
        argumentSet("another control character", "\u009b31m", "\\u009b31m"),
        argumentSet("a right-to-left override", "\u202Eabc", "\\u202eabc"),
        argumentSet("a line separator", "a\u2028b", "a\\u2028b"),
        argumentSet("a byte order mark", "\uFEFFa", "\\ufeffa"),
        argumentSet("a joined emoji, left as it is", "👩‍💻", "👩‍💻"),
        argumentSet("Persian with a non-joiner, left as it is", "می\u200Cخواهم", "می\u200Cخواهم"));
  }

  @ParameterizedTest
  @MethodSource
  void nothingInAWordCanDriveATerminal(String word, String shown) {
    assertThat(Shown.word(word)).isEqualTo(shown);
  }

  static Stream<Arguments> numbersHaveAsManyDecimalsAsAskedFor() {
    return Stream.of(
        argumentSet("rounded", 0.18775f, 4, "0.1878"),
        argumentSet("half to even, down", 0.125f, 2, "0.12"),
        argumentSet("half to even, up", 0.375f, 2, "0.38"),
        argumentSet("filled with zeros", 0.5f, 4, "0.5000"),
        argumentSet("without decimals", 2.5f, 0, "2"),
        argumentSet("negative", -1.25f, 1, "-1.2"),
        argumentSet("negative, rounded to nothing", -0.00001f, 2, "0.00"),
        argumentSet("large", 1.5e10f, 1, "15000000000.0"),
        argumentSet("what hides", Float.NEGATIVE_INFINITY, 4, "-Infinity"),
        argumentSet("no number", Float.NaN, 4, "NaN"));
  }

  @ParameterizedTest
  @MethodSource
  void numbersHaveAsManyDecimalsAsAskedFor(float number, int decimals, String shown) {
    assertThat(Shown.cell(Matrix.of(1, 1, number), 0, 0, decimals)).isEqualTo(shown);
  }

  @Test
  void exactNumbersAreTheShortestOfTheirPrecision() {
    var twice = new Matrix(1, 2, new Numbers.Float64(new double[] {1, 0.1}));

    assertThat(Shown.exact(Matrix.of(1, 2, 1, 0.1f), 0, 1)).isEqualTo("0.1");
    assertThat(Shown.exact(twice, 0, 1)).isEqualTo("0.1");
    assertThat(Shown.exact(Matrix.of(2, 1, 1, 1e-7f), 1, 0)).isEqualTo("1.0E-7");
  }
}
