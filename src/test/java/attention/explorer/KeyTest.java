package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.test.context.TestPropertySource;

/// Where the service needs a key, the page asks for it.
@TestPropertySource(properties = "attention.security.api-keys=" + KeyTest.KEY)
class KeyTest extends RunningService {

  static final String KEY = "one-key-4c1f0a9b2d3e4f50";

  private final Browser browser = Browser.shared();

  @Test
  void thePageAsksForAKeyUntilItIsRightAndRemembersItInThisTab() {
    browser.size(1360, 900);
    browser.driver().get("http://localhost:" + port + "/");
    browser.await("the key is asked for", () -> text("#problem").contains("API key"));
    assertThat(text("#problem")).contains("401: An API key is needed");

    enter(KEY.replace("one", "two"));
    browser.await("it is no key", () -> text("#problem").contains("not, or no longer, one"));
    enter(KEY);
    browser.await("numbers are there", () -> text("#summary").equals(OpenPage.TUTORIAL_SENTENCE));
    assertThat(text("#problem")).isEmpty();
    assertThat(browser.driver().getCurrentUrl()).doesNotContain(KEY);
    assertThat(browser.run("return document.body.textContent").asString()).doesNotContain(KEY);

    browser.driver().navigate().refresh();
    browser.await("it is remembered", () -> text("#summary").equals(OpenPage.TUTORIAL_SENTENCE));
    browser.run("sessionStorage.clear()");
    browser.console();
    browser.requests();
  }

  private String text(String selector) {
    return String.valueOf(browser.driver().findElement(By.cssSelector(selector)).getText());
  }

  private void enter(String key) {
    browser.driver().findElement(By.id("key")).clear();
    browser.driver().findElement(By.id("key")).sendKeys(key);
    browser.driver().findElement(By.cssSelector("#problem button")).click();
  }
}
