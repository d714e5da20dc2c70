package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/// Up to 64 words are shown in full, up to 512 as a heatmap that stays quick.
class ManyWordsTest extends OpenPage {

  @Test
  void sixtyFourWordsAreShownInFull() {
    paste(Vectors.csv(64, 8));
    browser.await("64 words", () -> words().size() == 64);
    assertThat(texts("#workings tbody tr")).hasSize(8);
    click("#all-workings");
    assertThat(texts("#workings tbody tr")).hasSize(64);
    click("[data-click=all-rows]");
    assertThat(texts(".editor tbody tr")).hasSize(64);

    click("#tokens label:nth-child(40) .word");
    browser.await("word39 looks", () -> summary().startsWith("word39 pays attention to"));
  }

  @Test
  void theHeatmapIsReadByKeyboardAndAWordIsFound() {
    paste(Vectors.csv(512, 64));
    browser.await("512 words", () -> words().size() == 512);
    assertThat(browser.run("return document.querySelectorAll('main *').length").asInt())
        .isLessThan(3_000);

    type("#find", "word377");
    press(Keys.ENTER);
    browser.await("word377 looks", () -> summary().startsWith("word377 pays attention to"));
    assertThat(browser.driver().findElements(By.cssSelector("#tables [value=word377]"))).hasSize(1);

    browser.run("document.getElementById('canvas-box').focus()");
    press(Keys.ARROW_DOWN, Keys.END, Keys.ARROW_LEFT);
    assertThat(text("#readout")).matches("word378 pays .+% of its attention to word510");
    press(Keys.ENTER);
    browser.await("word378 looks", () -> summary().startsWith("word378 pays attention to"));
    click("#stages [value=scores] + span");
    browser.await("scores", () -> text("#readout").matches("word378 scores .+ with word510"));
  }

  @Test
  void whatIsDrawnInPiecesStopsWhereSomethingElseIsAsked() {
    browser.run("window.delays = [1000]");
    paste(Vectors.csv(512, 8));
    JsonNode drawn =
        browser.run(
            """
            const tokens = document.getElementById('tokens');
            await new Promise((resolve) => {
              new MutationObserver((_, observer) => {
                if (tokens.children.length < 128) return;
                observer.disconnect();
                resolve();
              }).observe(tokens, {childList: true});
            });
            const drawn = tokens.children.length;
            document.querySelector('[data-click=reset]').click();
            return drawn;
            """);

    // The observer is told at the end of a piece: the page takes the click before it goes on.
    assertThat(drawn.asInt()).isLessThan(512);
    awaitSummary(TUTORIAL_SENTENCE);
    Browser.pause(500);
    assertThat(words()).containsExactly("Cats", "love", "cozy", "windows");
    assertThat(heatmap()).hasSize(4);
  }
}
