package attention.format;

import java.lang.Character.UnicodeScript;
import java.util.regex.Pattern;

/// How many columns of a terminal a text takes.
///
/// A terminal shows a grapheme cluster (a letter with its accents, an emoji made of several) in one
/// place: two columns wide for East Asian wide characters and emoji, one for all others.
///
/// @see <a href="https://www.unicode.org/reports/tr11/">Unicode Standard Annex 11, East Asian
///   Width</a>
final class DisplayWidth {

  static final Pattern GRAPHEME_CLUSTER = Pattern.compile("\\X");
  private static final int EMOJI_PRESENTATION_SELECTOR = 0xFE0F;

  private DisplayWidth() {}

  /// Gives the width of a text without control characters.
  static int of(String text) {
    return GRAPHEME_CLUSTER.matcher(text).results().mapToInt(m -> ofCluster(m.group())).sum();
  }

  static int ofCluster(String cluster) {
    int first = cluster.codePointAt(0);
    boolean shownAsEmoji =
        Character.isEmojiPresentation(first)
            || cluster.indexOf(EMOJI_PRESENTATION_SELECTOR) > 0
            || cluster.codePoints().filter(Character::isEmojiModifier).count() > 0;
    if (shownAsEmoji || isWide(first)) {
      return 2;
    }
    return isInvisible(first) ? 0 : 1;
  }

  private static boolean isWide(int c) {
    if (isHalfwidthForm(c)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
      default -> isWidePunctuation(c);
    };
  }

  private static boolean isHalfwidthForm(int c) {
    return isBetween(0xFF61, c, 0xFFDC);
  }

  /// CJK symbols and punctuation, and the full-width forms of Latin letters and signs.
  private static boolean isWidePunctuation(int c) {
    return isBetween(0x3000, c, 0x303E)
        || isBetween(0xFF01, c, 0xFF60)
        || isBetween(0xFFE0, c, 0xFFE6);
  }

  private static boolean isBetween(int first, int c, int last) {
    return first <= c && c <= last;
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT;
  }
}
