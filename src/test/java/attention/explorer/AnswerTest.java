package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The answer beside the program is what the program prints, in each format.
class AnswerTest extends OpenPage {

  @TempDir Path folder;

  static Stream<Arguments> theProgramPrintsTheAnswer() {
    return Stream.of(
        argumentSet("table", "text", "text/plain", "love      0.1878   0.2946   0.2859   0.2317"),
        argumentSet("JSON", "json", "application/json", "\"words\": [\"Cats\",\"love\""),
        argumentSet("CSV", "csv", "text/csv", "weights,love,1,Cats,0,0.187"),
        argumentSet("Markdown", "markdown", "text/markdown", "| love |"));
  }

  @ParameterizedTest
  @MethodSource
  void theProgramPrintsTheAnswer(String format, String type, String part) throws Exception {
    show(format, type);
    assertThat(answer()).contains(part);
    Files.writeString(folder.resolve("program.sh"), text("#code"), StandardCharsets.UTF_8);

    assertThat(Programs.output(folder, "bash", "program.sh").strip())
        .isEqualToNormalizingNewlines(answer().strip());
  }

  @ParameterizedTest
  @MethodSource
  void picturesAreTheOnesOfTheApi(String format, String theme) throws Exception {
    browser.media("screen", Map.of("prefers-color-scheme", theme));
    show(format, format.equals("svg") ? "image/svg+xml" : "image/png");
    browser.await(
        "a picture",
        () ->
            browser.run("return document.querySelector('#answer img').naturalWidth").asInt() > 100);
    Files.writeString(folder.resolve("program.sh"), text("#code"), StandardCharsets.UTF_8);
    Programs.output(folder, "bash", "program.sh");

    byte[] printed = Files.readAllBytes(folder.resolve("attention." + format));

    // The policy forbids to fetch what an image shows, so points are compared, not bytes.
    assertThat(
            browser
                .run(
                    """
                    const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
                    const printed = new Image();
                    printed.src = URL.createObjectURL(new Blob([bytes], {type: arguments[1]}));
                    await printed.decode();
                    const points = (image) => {
                      const canvas = document.createElement('canvas');
                      canvas.width = image.naturalWidth;
                      canvas.height = image.naturalHeight;
                      canvas.getContext('2d').drawImage(image, 0, 0);
                      return canvas.toDataURL();
                    };
                    return points(printed) === points(document.querySelector('#answer img'));
                    """,
                    Base64.getEncoder().encodeToString(printed),
                    format.equals("svg") ? "image/svg+xml" : "image/png")
                .asBoolean())
        .isTrue();
  }

  static Stream<Arguments> picturesAreTheOnesOfTheApi() {
    return Stream.of("svg", "png")
        .flatMap(
            format ->
                Stream.of("light", "dark")
                    .map(theme -> argumentSet(format + ", " + theme, format, theme)));
  }

  @Test
  void itIsAskedOnlyWhereItIsSeen() {
    type(at("words/2/vector/0"), "0.2");
    browser.await("an answer", () -> summary().contains("itself 31.1%"));
    Browser.pause(500);
    assertThat(taken()).isEmpty();

    scrollTo("#code-card");
    browser.await("the answer", () -> answer().contains("0.3107"));
    assertThat(taken()).hasSize(1);
    scrollTo("#stage");
    scrollTo("#code-card");
    Browser.pause(500);
    assertThat(taken()).hasSize(1);
  }

  @Test
  void anEditShowsTheAnswerToTheLastRequestAlone() {
    show("text", "text/plain");
    browser.run(
        """
        const cell = document.querySelector('[data-pointer="#/words/2/vector/0"]');
        for (const text of ['1', '2', '3', '0.2']) {
          cell.value = text;
          cell.dispatchEvent(new Event('input', {bubbles: true}));
          await new Promise((resolve) => setTimeout(resolve, 250));
        }
        """);
    browser.await("the answer", () -> answer().contains("0.3107"));
    Browser.pause(500);
    assertThat(answer()).contains("0.3107");
  }

  @Test
  void aProblemIsAnAnswerToo() {
    show("csv", "text/csv");
    type(at("words/2/vector/1"), "0,8");
    scrollTo("#code-card");
    browser.await(
        "the problem", () -> text("#answer-about").startsWith("422 · application/problem+json"));
    assertThat(answer()).contains("\"pointer\": \"#/words/2/vector/1\"");

    type(at("words/2/vector/1"), "0.8");
    scrollTo("#code-card");
    browser.await("the answer", () -> answer().startsWith("stage,query"));
    // The browser notes each answer that is an error.
    assertThat(browser.console()).allMatch(line -> line.contains("422"));
  }

  @Test
  void manyWordsAreAskedForByAButton() {
    paste(Vectors.csv(65, 3));
    browser.await("65 words", () -> words().size() == 65);
    scrollTo("#code-card");
    browser.await("a button", () -> find("[data-click=ask-answer]").isDisplayed());
    Browser.pause(400);
    assertThat(taken()).isEmpty();
    assertThat(text("#code")).contains("\"word64\"");

    click("[data-click=ask-answer]");
    browser.await("the answer", () -> text("#answer-about").startsWith("text/plain"));
    assertThat(text("#answer .hint")).startsWith("The first 20,000 of");
  }

  @Test
  void itIsCopied() {
    browser.command(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    show("markdown", "text/markdown");
    click("#copy-answer");
    browser.await("copied", () -> text("#status").equals("Answer copied."));
    assertThat(browser.run("return navigator.clipboard.readText()").asString().strip())
        .isEqualToNormalizingNewlines(answer().strip());

    show("png", "image/png");
    click("#copy-answer");
    browser.await(
        "a picture",
        () ->
            browser
                .run("return (await navigator.clipboard.read())[0].types")
                .toString()
                .equals("[\"image/png\"]"));
  }

  private void show(String format, String type) {
    click("#formats [value=%s] + span".formatted(format));
    browser.await(type, () -> text("#answer-about").startsWith(type));
  }

  private String answer() {
    return browser.run("return document.querySelector('#answer pre').textContent").asString();
  }

  private void scrollTo(String selector) {
    browser.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
  }
}
