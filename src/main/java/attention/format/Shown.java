package attention.format;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How a number or a word is shown to people.
final class Shown {

  private Shown() {}

  /// Gives a number with a fixed number of decimals, with a point whatever the locale.
  static String number(float number, int decimals) {
    if (!Float.isFinite(number)) {
      return Float.toString(number);
    }
    BigDecimal exact = new BigDecimal(Float.toString(number));
    return exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
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
