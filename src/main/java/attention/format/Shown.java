package attention.format;

import attention.core.Matrix;
import attention.core.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// How a number or a word is shown to people.
final class Shown {

  private Shown() {}

  /// Gives a number of a table with a fixed number of decimals, with a point whatever the locale.
  static String cell(Matrix cells, int row, int column, int decimals) {
    double number = cells.at(row, column);
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    // Rounding starts from the shortest text, which is what JSON and CSV say.
    return new BigDecimal(exact(cells, row, column))
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /// Gives a number of a table as the shortest text that reads back the same in its precision.
  static String exact(Matrix cells, int row, int column) {
    int at = row * cells.columns() + column;
    return switch (cells.numbers()) {
      case Numbers.Float32(float[] values) -> Float.toString(values[at]);
      case Numbers.Float64(double[] values) -> Double.toString(values[at]);
    };
  }

  /// Gives a word in which nothing can drive the reader's terminal: control and format characters,
  /// and line and paragraph separators, are written as escapes.
  static String word(String word) {
    var shown = new StringBuilder();
    word.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isUnsafe(c)) {
          shown.append("\\u%04x".formatted(c));
        } else {
          shown.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> !isJoiner(c);
      default -> false;
    };
  }

  // Zero-width joiner and non-joiner belong to the spelling of words and emoji.
  private static boolean isJoiner(int c) {
    return c == 0x200C || c == 0x200D;
  }
}
