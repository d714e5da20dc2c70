package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How many columns a terminal gives a word, as xterm and its like do.
class DisplayWidthTest {

  static Stream<Arguments> aTerminalShowsAWordThisWide() {
    return Stream.of(
        argumentSet("nothing", "", 0),
        argumentSet("Latin", "windows", 7),
        argumentSet("a letter with an accent", "é", 1),
        argumentSet("a letter and its accent", "e\u0301", 1),
        argumentSet("several accents on one letter", "o\u0302\u0323", 1),
        argumentSet("Cyrillic", "окна", 4),
        argumentSet("Greek", "γάτες", 5),
        argumentSet("Han", "猫", 2),
        argumentSet("Hiragana and Han", "猫が好き", 8),
        argumentSet("Katakana", "ネコ", 4),
        argumentSet("half-width Katakana", "ﾈｺ", 2),
        argumentSet("Hangul", "고양이", 6),
        argumentSet("Hangul in parts", "\u1100\u1161", 2),
        argumentSet("full-width Latin", "ＡＢ", 4),
        argumentSet("an ideographic space", "\u3000", 2),
        argumentSet("Arabic", "قطة", 3),
        argumentSet("Hebrew with points", "חָתוּל", 4),
        argumentSet("Thai", "แมว", 3),
        argumentSet("an emoji", "🐈", 2),
        argumentSet("a joined emoji", "👩‍💻", 2),
        argumentSet("an emoji with a skin colour", "👍🏽", 2),
        argumentSet("a sign shown as an emoji", "❤️", 2),
        argumentSet("the same sign shown as text", "❤", 1),
        argumentSet("a flag", "🇫🇷", 2),
        argumentSet("a zero-width joiner alone", "\u200D", 0));
  }

  @ParameterizedTest
  @MethodSource
  void aTerminalShowsAWordThisWide(String word, int width) {
    assertThat(DisplayWidth.of(word)).isEqualTo(width);
  }
}
