package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/// Everyone can use the page: by keyboard, with a screen reader, on any screen, on paper.
class AccessTest extends OpenPage {

  record State(String name, String theme, Runnable reach) {}

  Stream<Arguments> nothingIsHardToReach() {
    return Stream.of(
            new State("tutorial", "light", () -> {}),
            new State("second step", "light", () -> click("#steps [value=\"2\"] + span")),
            new State("scores", "light", () -> click("#stages [value=scores] + span")),
            new State("queries and keys", "light", () -> select("#example", "cross-attention")),
            new State("heads", "light", () -> select("#example", "multi-head")),
            new State("paste", "light", () -> click("[data-click=paste]")),
            new State("picture", "light", () -> click("[data-click=picture]")),
            new State("error", "light", () -> type(at("words/2/vector/1"), "0,8")),
            new State("64 words", "light", () -> paste(Vectors.csv(64, 8))),
            new State("12 words", "light", () -> paste(Vectors.csv(12, 3))),
            new State("answer", "light", () -> answer("json")),
            new State("picture as answer", "light", () -> answer("svg")),
            new State("tutorial", "dark", () -> {}),
            new State("answer", "dark", () -> answer("text")),
            new State("causal", "dark", () -> select("#example", "causal")),
            new State("error", "dark", () -> type(at("words/2/vector/1"), "0,8")),
            new State("64 words", "dark", () -> paste(Vectors.csv(64, 8))))
        .map(state -> argumentSet(state.name() + ", " + state.theme(), state));
  }

  private void answer(String format) {
    click("#formats [value=%s] + span".formatted(format));
    browser.await("an answer", () -> find("#copy-answer").isEnabled());
  }

  @ParameterizedTest
  @MethodSource
  void nothingIsHardToReach(State state) {
    browser.media("screen", Map.of("prefers-color-scheme", state.theme()));
    state.reach().run();
    Browser.pause(300);

    assertThat(strings(browser.axe())).isEmpty();
    if (state.name().equals("tutorial")) {
      browser.firstView("first-view-" + state.theme());
    }
    browser.picture(state.name().replace(' ', '-') + "-" + state.theme());
    if (state.name().equals("error")) {
      // The browser notes each answer that is an error.
      assertThat(browser.console()).allMatch(line -> line.contains("422"));
    }
  }

  /// A window of 1360 at 200 % is one of 680.
  @Test
  void nothingSticksOutOfTheScreen() {
    for (int width : new int[] {320, 390, 680, 768, 1024, 1360, 1920, 2560}) {
      browser.size(width, 800);
      browser.await("drawn anew", () -> browser.run("return innerWidth").asInt() == width);

      assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
          .isEqualTo(width);
      if (width <= 390) {
        browser.picture("width-" + width);
      }
    }
  }

  /// On a wide screen two columns with the heatmap below the words that are edited, on a phone one;
  /// the order is that of the document on both, so that the keyboard goes the way of the eye.
  @Test
  void cardsStandInTheOrderOfTheDocument() {
    List<String> cards =
        List.of(
            "Choose the word that looks",
            "How the numbers come about",
            "The blend",
            "Words and vectors",
            "Every word at once",
            "The same from a program");
    assertThat(texts("main h2")).isEqualTo(cards);
    assertThat(columns()).containsExactly(0, 0, 0, 1, 1, 0);

    browser.size(390, 800);
    browser.await("one column", () -> columns().equals(List.of(0, 0, 0, 0, 0, 0)));
    browser.size(1360, 900);
    paste(Vectors.csv(64, 3));
    browser.await("64 words", () -> words().size() == 64);
    assertThat(columns()).containsExactly(0, 0, 0, 1, 1, 0);
    assertThat(browser.run("return document.documentElement.scrollHeight").asInt())
        .isLessThan(2_600);
    // Each working of many words takes one line, its bar another.
    assertThat(
            browser.run("return document.querySelector('#workings tbody tr').offsetHeight").asInt())
        .isLessThan(60);
  }

  /// For each card from top to bottom of its column, which column it stands in.
  private List<Integer> columns() {
    return StreamSupport.stream(
            browser
                .run(
                    """
                    const boxes = [...document.querySelectorAll('main .card')].map((card) => card.getBoundingClientRect());
                    const isBelow = (box, n) => n === 0 || box.left > boxes[n - 1].right || box.top >= boxes[n - 1].bottom;
                    return boxes.map((box, n) => (isBelow(box, n) ? Number(box.left > boxes[0].right) : -1));
                    """)
                .spliterator(),
            false)
        .map(JsonNode::asInt)
        .toList();
  }

  @Test
  void everythingIsDoneByKeyboard() {
    browser.run("document.activeElement.blur(); scrollTo(0, 0)");
    var stops = new LinkedHashSet<String>();
    press(Keys.TAB);
    while (!browser.run("return document.activeElement.tagName").asString().equals("BODY")) {
      stops.add(
          browser
              .run(
                  """
                  const e = document.activeElement;
                  const frame = e.type === 'radio' ? e.nextElementSibling : e;
                  const {outlineStyle, outlineWidth} = getComputedStyle(frame);
                  return `${e.dataset.click ?? e.id ?? ''}${e.name ? e.name : ''}` +
                      `${e.dataset.pointer ?? ''}${e.getAttribute('href') ?? ''}` +
                      (outlineStyle !== 'none' && parseFloat(outlineWidth) > 1 ? '' : ' without a frame');
                  """)
              .asString());
      press(Keys.TAB);
    }
    assertThat(stops).noneMatch(stop -> stop.endsWith(" without a frame"));
    assertThat(stops)
        .containsSubsequence(
            "to-result#stage",
            "swagger-ui.html",
            "v3/api-docs",
            "picture",
            "copy-link",
            "theme",
            "query");
    assertThat(stops)
        .containsSubsequence(
            "query",
            "step",
            "example",
            "#/words/2/vector/1",
            "slider",
            "causal#/options/causal",
            "stage",
            "language",
            "format");
  }

  @Test
  void theResultIsOneKeyAway() {
    browser.run("document.activeElement.blur(); scrollTo(0, 0)");
    press(Keys.TAB, Keys.ENTER);

    assertThat(browser.run("return document.activeElement.id").asString()).isEqualTo("stage");
    assertThat(summary()).isEqualTo(TUTORIAL_SENTENCE);
    assertThat(find("#problem").isDisplayed()).isFalse();
  }

  @Test
  void whatIsChosenDiffersByMoreThanColourWhereColoursAreForced() {
    browser.media("screen", Map.of("forced-colors", "active"));

    assertThat(
            browser
                .run(
                    """
                    const look = (e) => getComputedStyle(e).backgroundColor;
                    return [look(document.querySelector('#tokens :checked + .word')) !== look(document.querySelector('#tokens :not(:checked) + .word')),
                        look(document.querySelector('#steps :checked + span')) !== look(document.querySelector('#steps :not(:checked) + span'))];
                    """)
                .toString())
        .isEqualTo("[true,true]");
    browser.picture("forced-colours");
  }

  @Test
  void nothingMovesForThoseWhoDoNotWantIt() {
    browser.media("screen", Map.of("prefers-reduced-motion", "reduce"));

    assertThat(
            browser
                .run("return getComputedStyle(document.querySelector('.bar i')).transitionDuration")
                .asString())
        .isEqualTo("0s");
  }

  @Test
  void paperShowsTheResultAndNoControls() {
    browser.media("print", Map.of());

    assertThat(find("#summary").isDisplayed()).isTrue();
    assertThat(find("#workings").isDisplayed()).isTrue();
    assertThat(find("[data-click=paste]").isDisplayed()).isFalse();
    assertThat(find("#options").isDisplayed()).isFalse();
    browser.picture("print");
  }

  @Test
  void theThemeIsChosenAndRemembered() {
    select("#theme", "dark");
    String dark = background();
    open("");
    assertThat(background()).isEqualTo(dark);
    select("#theme", "auto");
    assertThat(background()).isNotEqualTo(dark);
  }

  private String background() {
    return Objects.requireNonNull(find("body").getCssValue("background-color"));
  }
}
