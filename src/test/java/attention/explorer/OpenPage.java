package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/// The page, freshly opened for each test, and what a visitor does with it. After each test nothing
/// may have been said in the console, and nobody but the service may have been asked.
abstract class OpenPage extends RunningService {

  static final String TUTORIAL_SENTENCE =
      "love pays attention to itself 29.5%, cozy 28.6%, windows 23.2% and Cats 18.8%.";

  final Browser browser = Browser.shared();

  @BeforeEach
  void openFresh() {
    browser.size(1360, 900);
    browser.media("screen", Map.of());
    open("");
    browser.console();
    browser.requests();
  }

  @AfterEach
  void nothingWasSaidAndNobodyElseAsked() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .allSatisfy(
            url -> assertThat(url).matches("(http://localhost:%d/|blob:|data:).*".formatted(port)));
  }

  /// Opens the page; with the tutorial's numbers where there is no fragment.
  void open(String fragment) {
    browser.driver().get("about:blank");
    browser.driver().get("http://localhost:" + port + "/" + fragment);
    browser.await("numbers are there", () -> !summary().isEmpty());
  }

  // ---- what the page shows

  String summary() {
    return text("#summary");
  }

  String text(String selector) {
    return Objects.requireNonNull(find(selector).getText());
  }

  /// The texts of all elements, seen or unseen.
  List<String> texts(String selector) {
    return strings(
        browser.run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim())",
            selector));
  }

  /// The shares below the words.
  List<String> shares() {
    return texts("#tokens .share");
  }

  /// The bold numbers of a column of the workings: 1 scores, 2 weights, 3 contributions.
  List<String> results(int column) {
    return texts("#workings tbody tr > :nth-child(%d) b".formatted(column + 1));
  }

  /// The context of the word that looks, as the blend says it.
  List<String> context() {
    return texts("#blend .value b");
  }

  /// What was asked of the API since the page was opened, to draw the page.
  JsonNode asked() {
    return browser.run("return window.asked");
  }

  /// The addresses that were asked for an answer in a format of its own.
  List<String> taken() {
    return strings(browser.run("return window.taken"));
  }

  static List<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString).toList();
  }

  void awaitSummary(String sentence) {
    browser.await("the sentence is: " + sentence, () -> summary().equals(sentence));
  }

  // ---- what a visitor does

  WebElement find(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  void click(String selector) {
    browser.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector);
    find(selector).click();
  }

  void press(CharSequence... keys) {
    browser.driver().switchTo().activeElement().sendKeys(keys);
  }

  /// Replaces what stands in a field.
  void type(String selector, String text) {
    WebElement field = find(selector);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
  }

  /// The field of a place of the request.
  static String at(String pointer) {
    return "[data-pointer=\"#/%s\"]".formatted(pointer);
  }

  void choose(String word) {
    browser
        .driver()
        .findElements(By.cssSelector("#tokens .word"))
        .get(words().indexOf(word))
        .click();
  }

  List<String> words() {
    return texts("#tokens .word");
  }

  void select(String selector, String value) {
    click(selector + " option[value=\"" + value + "\"]");
  }

  /// Pastes a text by the dialog.
  void paste(String text) {
    click("[data-click=paste]");
    browser.run("document.getElementById('pasted').value = arguments[0]", text);
    click("[data-click=take-pasted]");
  }

  /// The rows of the heatmap as a table.
  List<List<String>> heatmap() {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row :
        browser.run(
            "return [...document.querySelectorAll('.heat tbody tr')].map((row) =>"
                + " [...row.querySelectorAll('td')].map((cell) => cell.textContent))")) {
      rows.add(strings(row));
    }
    return rows;
  }
}
