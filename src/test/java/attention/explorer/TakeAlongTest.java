package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What a visitor takes along: links, programs, files.
class TakeAlongTest extends OpenPage {

  // A word that shells, languages and CSV could trip over.
  private static final String AWKWARD = "it's \"$HOME\" \\n `é` 🐈";

  @TempDir Path folder;

  @Test
  void aLinkRestoresTheStateInAnotherBrowser() {
    click("#causal");
    type("#temperature", "0.5");
    click("#hiding label:first-child input");
    type(at("words/3/word"), AWKWARD);
    choose("cozy");
    click("#stages [value=scores] + span");
    click("#steps [value=\"2\"] + span");
    browser.await("a link", () -> fragment().length() > 100);
    Browser.pause(600);
    String link = browser.run("return location.href").asString();
    Shown before = shown(browser);

    Browser other = Browser.fresh();
    try {
      other.driver().get(link);
      other.await(
          "numbers",
          () ->
              !other
                  .run("return document.getElementById('summary').textContent")
                  .asString()
                  .isEmpty());
      Browser.pause(600);

      assertThat(shown(other)).isEqualTo(before);
      assertThat(other.run("return location.href").asString()).isEqualTo(link);
      assertThat(other.requests().stream().filter(url -> url.contains("/api/")))
          .noneMatch(url -> url.contains("#") || url.contains("%23"));
    } finally {
      other.quit();
    }
    assertThat(before.summary()).startsWith("cozy pays attention to itself");
  }

  private record Shown(String summary, List<String> texts, List<String> fields) {}

  private static Shown shown(Browser browser) {
    return new Shown(
        browser.run("return document.getElementById('summary').textContent").asString(),
        strings(
            browser.run(
                "return [...document.querySelectorAll('#tokens .share, #workings td, .heat td,"
                    + " #blend .value')].map((e) => e.textContent)")),
        strings(
            browser.run(
                "return [...document.querySelectorAll('main input, main select')].map((e) =>"
                    + " `${e.id} ${e.type === 'checkbox' || e.type === 'radio' ? e.checked :"
                    + " e.value}`)")));
  }

  @Test
  void aBrokenLinkShowsTheTutorialAndSaysSo() {
    open("#thisIsNoLink");
    awaitSummary(TUTORIAL_SENTENCE);
    assertThat(text("#problem")).contains("This link cannot be read");
  }

  Stream<Arguments> programsPrintTheNumbersOfThePage() {
    return Stream.of(
        argumentSet("curl", "curl", "program.sh", List.of("bash", "program.sh")),
        argumentSet("Python", "python", "program.py", List.of("python3", "program.py")),
        argumentSet("JavaScript", "javascript", "program.js", List.of("node", "program.js")),
        argumentSet(
            "Java",
            "java",
            "Attention.java",
            List.of(System.getProperty("java.home") + "/bin/java", "Attention.java")));
  }

  @ParameterizedTest
  @MethodSource
  void programsPrintTheNumbersOfThePage(String language, String file, List<String> command)
      throws IOException {
    Programs.installed("python3", "python3");
    Programs.installed("node", "nodejs");
    type(at("words/3/word"), AWKWARD);
    click("#causal");
    browser.await("hidden words", () -> shares().getLast().equals("– hidden"));
    click("#languages [value=%s] + span".formatted(language));
    click("#formats [value=json] + span");
    allowCopying();
    click("[data-click=copy-code]");
    browser.await("copied", () -> text("#status").equals("Program copied."));
    String program = browser.run("return navigator.clipboard.readText()").asString();
    Files.writeString(folder.resolve(file), program, StandardCharsets.UTF_8);

    JsonNode answer = JSON.readTree(Programs.output(folder, command.toArray(String[]::new)));

    assertThat(answer.get("words").get(3).asString()).isEqualTo(AWKWARD);
    assertThat(answer.get("weights").get(1).get(0).asDouble()).isEqualTo(0.3894, offset(5e-5));
    assertThat(shares().getFirst()).isEqualTo("38.9%");
    for (int n = 0; n < 3; n++) {
      assertThat(String.format(Locale.ROOT, "%.4f", answer.get("context").get(1).get(n).asDouble()))
          .isEqualTo(context().get(n));
    }
  }

  @Test
  void theLinkIsCopied() {
    click("#causal");
    browser.await("hidden words", () -> shares().getLast().equals("– hidden"));
    allowCopying();
    click("[data-click=copy-link]");
    browser.await("copied", () -> text("#status").equals("Link copied."));
    Browser.pause(400);

    assertThat(browser.run("return navigator.clipboard.readText()").asString())
        .isEqualTo(browser.run("return location.href").asString());
  }

  @Test
  void filesAreTheOnesOfTheApi() {
    browser.command(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
    for (String format : List.of("svg", "png", "csv", "json")) {
      click("[data-click=save][data-format=%s]".formatted(format));
      Path file = folder.resolve("attention-weights." + format);
      browser.await(format, () -> Files.exists(file));
    }

    assertThat(folder.resolve("attention-weights.svg"))
        .content()
        .contains("<svg", "cozy", "0.2859");
    assertThat(folder.resolve("attention-weights.png"))
        .binaryContent()
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(folder.resolve("attention-weights.csv"))
        .content()
        .startsWith(",Cats,love,cozy,windows\r\nCats,0.22");
    assertThat(folder.resolve("attention-weights.json"))
        .content()
        .containsPattern("\"weights\": \\[\\s+\\[0\\.229");
  }

  @Test
  void thePictureOfTheApiIsShown() {
    click("[data-click=picture]");

    browser.await(
        "a picture",
        () ->
            browser.run("return document.getElementById('picture-image').naturalWidth").asInt()
                > 100);
    click("#pictured [value=one] + span");
    browser.await(
        "a row alone",
        () ->
            browser
                    .run(
                        "const {naturalWidth, naturalHeight} ="
                            + " document.getElementById('picture-image'); return naturalWidth /"
                            + " naturalHeight")
                    .asDouble()
                > 2);
    assertThat(find("#picture-image").getAttribute("alt"))
        .contains("Heatmap of weights", "love pays");
  }

  static Stream<Arguments> thePictureHasTheColoursOfThePage() {
    return Stream.of("weights", "scores", "context")
        .flatMap(
            stage ->
                Stream.of("light", "dark")
                    .map(theme -> argumentSet(stage + ", " + theme, stage, theme)));
  }

  @ParameterizedTest
  @MethodSource
  void thePictureHasTheColoursOfThePage(String stage, String theme) {
    browser.media("screen", Map.of("prefers-color-scheme", theme));
    click("#stages [value=%s] + span".formatted(stage));
    // Each channel may differ by 1: both round, the page from the shortest text of a float.
    assertThat(
            browser
                .run(
                    """
                    const {stageIn} = await import('/explorer/files.js');
                    const {kept} = await import('/explorer/request.js');
                    const example = await (await fetch('/api/v1/examples/tutorial')).json();
                    const svg = await (await stageIn('svg', {request: kept(example), stage: arguments[0]})).text();
                    const fills = [...svg.matchAll(/<rect [^>]*fill="(#[0-9a-f]{6})">/g)].map(([, fill]) =>
                        [1, 3, 5].map((n) => parseInt(fill.slice(n, n + 2), 16)));
                    const cells = [...document.querySelectorAll('.heat td[data-row]')].map((cell) =>
                        getComputedStyle(cell).backgroundColor.match(/\\d+/g).map(Number));
                    if (fills.length !== cells.length) return -1;
                    return Math.max(...cells.flatMap((cell, n) => cell.map((channel, c) => Math.abs(channel - fills[n][c]))));
                    """,
                    stage)
                .asInt())
        .isBetween(0, 1);
  }

  private String fragment() {
    return browser.run("return location.hash").asString();
  }

  private void allowCopying() {
    browser.command(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
  }
}
