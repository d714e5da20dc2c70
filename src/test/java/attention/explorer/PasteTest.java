package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Words with vectors from somewhere else.
class PasteTest extends OpenPage {

  private static final String TWO =
      "{\"words\":[{\"word\":\"a\",\"vector\":[1,0.5]},{\"word\":\"b\",\"vector\":[-2,30]}]}";

  static Stream<Arguments> textsAreRead() {
    return Stream.of(
        argumentSet("commas", "a,1,0.5\nb,-2,3e1"),
        argumentSet("a header", "word,x,y\r\na,1,0.5\r\nb,-2,30\r\n"),
        argumentSet("tabs and decimal commas", "a\t1\t0,5\nb\t-2\t30"),
        argumentSet("semicolons and decimal commas", "a;1;0,5\nb;-2;30"),
        argumentSet("spaces", "a 1 .5\n b   -2 30"),
        argumentSet("quotes", "\"a\",\"1\",0.5\n\n\"b\",-2,30,\n"),
        argumentSet("a request", TWO),
        argumentSet("a list", TWO.substring(9, TWO.length() - 1)));
  }

  @ParameterizedTest
  @MethodSource
  void textsAreRead(String text) {
    assertThat(read(text)).isEqualTo(TWO);
  }

  static Stream<Arguments> whatDoesNotFitIsSaid() {
    return Stream.of(
        argumentSet("nothing", " ", "nothing here yet"),
        argumentSet("a word among numbers", "a,1,2\nb,1,two", "Line 2: “two” is not a number."),
        argumentSet("too few numbers", "a,1,2\nb,1", "Line 2 has 1 numbers, the first has 2."),
        argumentSet("words alone", "a,1\nb", "Line 2: no numbers behind “b”."),
        argumentSet("broken JSON", "{\"words\": [", "This is not JSON"),
        argumentSet("other JSON", "{\"tokens\": []}", "This JSON is no request"),
        argumentSet("no words", "{\"words\": []}", "This JSON is no request"),
        argumentSet("too many words", "a,1\n".repeat(513), "513 words: the page takes 512"));
  }

  @ParameterizedTest
  @MethodSource
  void whatDoesNotFitIsSaid(String text, String message) {
    assertThat(read(text)).contains(message);
  }

  @Test
  void theDialogTakesThemOrSaysWhatDoesNotFit() {
    paste("Cats,0.1,x\n");
    assertThat(text("#unfit")).isEqualTo("Line 1: “x” is not a number.");
    browser.run("document.getElementById('pasted').value = 'up,0,1.5\\ndown,0.2,-1.4'");
    click("[data-click=take-pasted]");

    browser.await("two words", () -> words().size() == 2);
    assertThat(find("#paste").isDisplayed()).isFalse();
    // 0 + 1.5·1.5 = 2.25, 0 − 1.5·1.4 = −2.1; 1 / (1 + e^−4.35) = 98.7 %
    assertThat(shares()).containsExactly("98.7%", "1.3%");
    assertThat(results(1)).containsExactly("2.25", "-2.1");
  }

  private String read(String text) {
    return browser
        .run(
            """
            const {read} = await import('/explorer/paste.js');
            try {
              return JSON.stringify(read(arguments[0]));
            } catch (unfit) {
              return unfit.message;
            }
            """,
            text)
        .asString();
  }
}
