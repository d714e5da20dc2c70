package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/// What a visitor does, and what the page then shows. The tutorial's numbers are those it prints;
/// all others were computed in double precision by a few lines of Python that know nothing of us.
class ExplorerTest extends OpenPage {

  @Test
  void itOpensWithTheTutorial() {
    assertThat(summary()).isEqualTo(TUTORIAL_SENTENCE);
    assertThat(shares()).containsExactly("18.8%", "29.5%", "28.6%", "23.2%");
    assertThat(results(1)).containsExactly("0.32", "0.77", "0.74", "0.53");
    assertThat(results(2)).containsExactly("18.8%", "29.5%", "28.6%", "23.2%");
    assertThat(context()).containsExactly("0.5453", "0.4367", "0.3080");
    assertThat(heatmap())
        .containsExactly(
            List.of("23.0%", "27.5%", "25.9%", "23.7%"),
            List.of("18.8%", "29.5%", "28.6%", "23.2%"),
            List.of("15.1%", "24.4%", "36.4%", "24.1%"),
            List.of("16.2%", "23.2%", "28.3%", "32.3%"));
    assertThat(texts("#workings tbody td:nth-child(2) .work").getFirst())
        .isEqualTo("0.4×0.1 + 0.5×0.2 + 0.6×0.3 = 0.32");
    assertThat(texts("#workings tbody td:nth-child(3) .work").getFirst())
        .isEqualTo("e^0.32 ÷ 7.332 = 18.8%");
    // 1.3771 + 2.1598 + 2.0959 + 1.6989
    assertThat(texts("#workings tfoot td .work")).contains("7.332 → 100%");
    assertThat(browser.driver().findElements(By.cssSelector(".arc"))).hasSize(3);
    assertThat(browser.run("return document.body.textContent").asString()).doesNotContain("70%");
  }

  @Test
  void anotherWordLooksByClickByKeysAndByItsRow() {
    String cozy = "cozy pays attention to itself 36.4%, love 24.4%, windows 24.1% and Cats 15.1%.";
    choose("cozy");
    awaitSummary(cozy);
    assertThat(find("#summary").getAttribute("aria-live")).isEqualTo("polite");

    press(Keys.HOME);
    browser.await("Cats looks", () -> summary().startsWith("Cats pays"));
    press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    awaitSummary(cozy);
    press(Keys.END);
    browser.await("windows looks", () -> summary().startsWith("windows pays"));
    assertThat(browser.run("return document.activeElement.value").asString()).isEqualTo("3");

    click(".heat tbody tr:nth-child(3) button");
    awaitSummary(cozy);
    assertThat(asked().size()).isEqualTo(1);
  }

  @Test
  void anEditedCellChangesEveryNumberThatDependsOnItAndAsksOnce() {
    type(at("words/2/vector/0"), "0.2");

    awaitSummary("love pays attention to itself 31.1%, cozy 24.7%, windows 24.4% and Cats 19.8%.");
    assertThat(results(1)).containsExactly("0.32", "0.77", "0.54", "0.53");
    assertThat(context()).containsExactly("0.4134", "0.4169", "0.3194");
    assertThat(asked().size()).isEqualTo(2);
  }

  @Test
  void itSaysThatItAsksWhereTheAnswerTakesLong() {
    assertThat(busy()).isEqualTo("none");
    browser.run("window.delays = [2000]");
    type(at("words/2/vector/0"), "0.2");

    browser.await("a note", () -> busy().startsWith("\"Asking") && !busy().endsWith("hidden"));
    assertThat(summary()).isEqualTo(TUTORIAL_SENTENCE);
    browser.await("the answer", () -> summary().contains("itself 31.1%"));
    assertThat(busy()).isEqualTo("none");
  }

  private String busy() {
    return browser
        .run(
            """
            const {content, visibility} = getComputedStyle(document.querySelector('main'), '::before');
            return content === 'none' ? content : `${content} ${visibility}`;
            """)
        .asString();
  }

  @Test
  void ofTenQuickEditsTheLastIsShownEvenIfAnEarlierAnswerComesLate() {
    browser.run("window.delays = [600]");
    type(at("words/2/vector/0"), "7");
    browser.await("the first is on its way", () -> asked().size() == 2);
    browser.run(
        """
        const cell = document.querySelector('[data-pointer="#/words/2/vector/0"]');
        for (const text of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0.2']) {
          cell.value = text;
          cell.dispatchEvent(new Event('input', {bubbles: true}));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        """);

    awaitSummary("love pays attention to itself 31.1%, cozy 24.7%, windows 24.4% and Cats 19.8%.");
    Browser.pause(700);
    assertThat(summary()).contains("itself 31.1%");
    assertThat(asked().size()).isLessThanOrEqualTo(4);
  }

  @Test
  void anAlteredAnswerIsShownAsItIs() {
    browser.run(
        """
        window.changeAnswer = (answer) => {
          answer.weights[1][0] = 0.9;
          answer.scores[1][0] = 8;
          answer.explanation[1].summary = 'love pays no attention at all.';
          answer.explanation[1].shares[0] = 'e^8 ÷ 2 = 90.0%';
          answer.contributions[1][0][0] = 5.5;
          answer.context[1][0] = 7.25;
        };
        """);
    type(at("words/3/vector/0"), "0.8");

    awaitSummary("love pays no attention at all.");
    assertThat(shares().getFirst()).isEqualTo("90.0%");
    assertThat(results(2).getFirst()).isEqualTo("90.0%");
    assertThat(results(3).getFirst()).startsWith("5.500");
    assertThat(context().getFirst()).isEqualTo("7.2500");
    assertThat(heatmap().get(1).getFirst()).isEqualTo("90.0%");
    click("#stages [value=scores] + span");
    browser.await("scores", () -> heatmap().get(1).getFirst().equals("8.00"));
  }

  @Test
  void faultsStandAtTheirCellsAndTheLastGoodNumbersStay() {
    type(at("words/2/vector/1"), "0,8");
    type(at("words/0/word"), "");

    browser.await("two faults", () -> texts("#problem li").size() == 2);
    assertThat(summary()).isEqualTo(TUTORIAL_SENTENCE);
    assertThat(text("#problem")).contains("422", "from the last request that worked");
    assertThat(find(at("words/2/vector/1")).getAttribute("aria-invalid")).isEqualTo("true");
    String message = find(at("words/2/vector/1")).getAttribute("aria-describedby");
    assertThat(text("#" + message)).isEqualTo("▲ cozy: is a string, expected a number");
    assertThat(find(at("words/1/vector/1")).getAttribute("aria-invalid")).isNull();
    click("#problem li button");
    assertThat(browser.run("return document.activeElement.dataset.pointer").asString())
        .isEqualTo("#/words/2/vector/1");

    type(at("words/2/vector/1"), "0.8");
    type(at("words/0/word"), "Cats");
    browser.await("no faults", () -> !find("#problem").isDisplayed());
    assertThat(find(at("words/2/vector/1")).getAttribute("aria-invalid")).isNull();
    // The browser notes each answer that is an error.
    assertThat(browser.console()).allMatch(line -> line.contains("422"));
  }

  @Test
  void wordsAreAddedMovedAndRemovedAndAllOfItIsUndone() {
    click("[data-click=add-word]");
    browser.await("five words", () -> words().size() == 5);
    assertThat(words().getLast()).isEqualTo("new");
    assertThat(shares()).containsExactly("14.6%", "22.9%", "22.2%", "18.0%", "22.4%");

    click("tr:nth-child(2) [data-click=move-up]");
    browser.await("love first", () -> words().getFirst().equals("love"));
    assertThat(summary()).startsWith("love pays");

    click("tr:nth-child(5) [data-click=remove-word]");
    browser.await("four words", () -> words().size() == 4);
    assertThat(shares()).containsExactly("29.5%", "18.8%", "28.6%", "23.2%");

    click("[data-click=add-dimension]");
    browser.await("four dimensions", () -> context().size() == 4);
    assertThat(context().getLast()).isEqualTo("0.0000");
    click("[data-click=remove-dimension][data-element=\"3\"]");
    browser.await("three dimensions", () -> context().size() == 3);
    click("[data-click=remove-dimension][data-element=\"2\"]");
    browser.await("two dimensions", () -> context().equals(List.of("0.5630", "0.4421")));

    for (int edit = 0; edit < 6; edit++) {
      click("#undo");
    }
    browser.await("the tutorial", () -> summary().equals(TUTORIAL_SENTENCE));
    assertThat(find("#undo").isEnabled()).isFalse();
    click("#redo");
    browser.await("five words again", () -> words().size() == 5);
    click("[data-click=reset]");
    awaitSummary(TUTORIAL_SENTENCE);
  }

  static Stream<Arguments> optionsTakeEffectAtOnce() {
    return Stream.of(
        argumentSet("scaled", "#scaled", null, List.of("21.3%", "27.6%", "27.1%", "24.0%")),
        argumentSet("causal", "#causal", null, List.of("38.9%", "61.1%", "– hidden", "– hidden")),
        argumentSet(
            "a hidden word",
            "#hiding label:nth-child(4) input",
            null,
            List.of("24.4%", "38.3%", "37.2%", "– hidden")),
        argumentSet("sharper", "#temperature", "0.1", List.of("0.6%", "54.3%", "40.2%", "4.9%")),
        argumentSet("one word before", "#before", "1", List.of("18.8%", "29.5%", "28.6%", "23.2%")),
        argumentSet(
            "none behind", "#behind", "0", List.of("38.9%", "61.1%", "– hidden", "– hidden")));
  }

  @ParameterizedTest
  @MethodSource
  void optionsTakeEffectAtOnce(String control, @Nullable String typed, List<String> expected) {
    if (typed == null) {
      click(control);
    } else {
      type(control, typed);
    }
    browser.await("an answer", () -> asked().size() == 2);
    browser.await(expected.toString(), () -> shares().equals(expected));
    assertThat(heatmap().get(1).stream().map(cell -> cell.replace("–hidden", "– hidden")))
        .isEqualTo(expected);
  }

  @Test
  void conventionsAreThoseOfTheDialect() {
    select("#dialect", "pytorch-sdpa");
    browser.await("scaled", () -> shares().equals(List.of("21.3%", "27.6%", "27.1%", "24.0%")));
    assertThat(find("#scaled").isSelected()).isTrue();
  }

  @Test
  void stepsComeOneAtATimeWithWhatIsNew() {
    click("#steps [value=\"1\"] + span");
    assertThat(texts("#workings thead th")).hasSize(2);
    assertThat(text("#narration")).startsWith("Multiply love and each word number by number");
    click("#steps [value=\"2\"] + span");
    assertThat(texts("#workings thead th")).hasSize(3);
    assertThat(text("#narration")).startsWith("New: raise e to each score");
    assertThat(texts("#workings thead .on")).hasSize(1);
    click("#steps [value=\"3\"] + span");
    assertThat(texts("#workings thead th")).hasSize(4);
    assertThat(text("#narration")).startsWith("New: take that share");
  }

  @Test
  void theHeatmapReadsEveryCellInWords() {
    browser.run(
        "document.querySelector('.heat td[data-row=\"2\"][data-column=\"0\"]')"
            + ".dispatchEvent(new PointerEvent('pointermove', {bubbles: true}))");
    assertThat(text("#readout")).isEqualTo("cozy pays 15.1% of its attention to Cats");
    assertThat(texts("#legend span")).startsWith("0%").endsWith("36.4%");

    click("#stages [value=scores] + span");
    browser.await("scores", () -> heatmap().get(2).equals(List.of("0.26", "0.74", "1.14", "0.73")));
    assertThat(texts("#legend span")).startsWith("−1.14").endsWith("1.14");
    assertThat(text("#readout")).isEqualTo("cozy scores 0.26 with Cats");
    click("#stages [value=context] + span");
    browser.await("context", () -> heatmap().get(1).equals(List.of("0.5453", "0.4367", "0.3080")));
  }

  @Test
  void everyExampleIsShown() {
    for (String name : texts("#example option:not([value=\"\"])")) {
      browser.run(
          "const select = document.getElementById('example'); select.value = [...select.options]"
              + ".find((o) => o.textContent === arguments[0]).value;"
              + " select.dispatchEvent(new Event('change', {bubbles: true}))",
          name);
      browser.await(
          name, () -> text("#example-hint").length() > 20 && !find("#problem").isDisplayed());
      Browser.pause(150);
      assertThat(summary()).as(name).contains(" pays attention to ");
    }
    assertThat(find("#head-field").isDisplayed()).isFalse();
    select("#example", "multi-head");
    browser.await("heads", () -> find("#head-field").isDisplayed());
    String first = summary();
    select("#head", "1");
    browser.await("another head", () -> !summary().equals(first));
    assertThat(text("#others")).contains("projections", "2 heads");
  }

  @Test
  void aSentenceNeedsNoVectors() {
    type("#text", "Cats love xyzzy windows");
    press(Keys.ENTER);
    browser.await("an unknown word", () -> text("#text-fault").contains("\"xyzzy\" (position 2)"));
    assertThat(find("#text").getAttribute("aria-invalid")).isEqualTo("true");
    click("[data-change=skip]");
    browser.await("three words", () -> words().equals(List.of("Cats", "love", "windows")));
    assertThat(text("#from-sentence")).contains("Left out: xyzzy");
    assertThat(find("#scaled").isSelected()).isTrue();
    String scaled = summary();

    click("[data-change=normalize]");
    browser.await("cosines", () -> results(1).getFirst().equals("1"));
    assertThat(find("#scaled").isSelected()).isFalse();
    click("[data-change=normalize]");
    awaitSummary(scaled);
    click("[data-click=edit-vectors]");
    browser.await("vectors", () -> find(at("words/1/vector")).isDisplayed());
    awaitSummary(scaled);
    assertThat(browser.console()).allMatch(line -> line.contains("422"));
  }
}
