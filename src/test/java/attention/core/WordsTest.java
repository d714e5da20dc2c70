package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

  private static final Words WORDS = new Words(List.of("to", "be", "0", "to", "or"));

  static Stream<Arguments> aQueryIsFound() {
    return Stream.of(
        argumentSet("by word", "be", 1),
        argumentSet("a word of digits before a position", "0", 2),
        argumentSet("by the first position that is no word", "1", 1),
        argumentSet("by the last position", "4", 4),
        argumentSet("one of several by position", "3", 3));
  }

  @ParameterizedTest
  @MethodSource
  void aQueryIsFound(String query, int position) {
    assertThat(WORDS.find(query)).isEqualTo(position);
  }

  static Stream<Arguments> aQueryIsUnknown() {
    return Stream.of(
        argumentSet("another word", "not"),
        argumentSet("behind the last", "5"),
        argumentSet("below 0", "-1"),
        argumentSet("a plus sign", "+1"),
        argumentSet("a leading zero", "01"),
        argumentSet("full-width digits", "１"),
        argumentSet("more digits than an int", "4294967296"),
        argumentSet("nothing", ""),
        argumentSet("another case", "Be"));
  }

  @ParameterizedTest
  @MethodSource
  void aQueryIsUnknown(String query) {
    assertThatThrownBy(() -> WORDS.find(query))
        .isInstanceOf(UnknownQuery.class)
        .hasMessage("\"%s\" is no word of this request, and no position from 0 to 4", query);
  }

  @Test
  void aWordThatStandsTwiceIsAmbiguous() {
    assertThatThrownBy(() -> WORDS.find("to"))
        .isInstanceOf(AmbiguousQuery.class)
        .hasMessage("\"to\" stands at the positions [0, 3]: name one of these instead");
  }

  @Test
  void positionZeroIsAPosition() {
    assertThat(new Words(List.of("a")).find("0")).isZero();
  }

  @Test
  void wordsAreCountedAndTakenByPosition() {
    assertThat(WORDS.count()).isEqualTo(5);
    assertThat(WORDS.at(4)).isEqualTo("or");
    assertThat(WORDS.positions("to")).containsExactly(0, 3);
    assertThat(WORDS.positions("no")).isEmpty();
  }
}
