package attention.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Chromium without a window. One serves all tests.
final class Browser {

  // Slow machines that do other things, too, need time; what is not there by then will not come.
  private static final long PATIENCE_MILLIS = 20_000;

  // Notes what the page asks to draw it, and lets a test change or hold back an answer. What it
  // asks only to show or save it as it comes, in a format of its own, is noted apart.
  private static final String BETWEEN =
      """
      window.asked = [];
      window.taken = [];
      window.delays = [];
      window.changeAnswer = null;
      const fetchReally = window.fetch;
      window.fetch = async (url, init) => {
        if (String(url).includes('format=')) {
          window.taken.push(String(url));
          return fetchReally(url, init);
        }
        if (init?.method === 'POST') window.asked.push({url: String(url), body: JSON.parse(init.body)});
        const delay = init?.method === 'POST' ? window.delays.shift() : 0;
        const response = await fetchReally(url, delay ? {...init, signal: undefined} : init);
        if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
        if (!window.changeAnswer || init?.method !== 'POST') return response;
        const answer = await response.json();
        return new Response(JSON.stringify(window.changeAnswer(answer) ?? answer));
      };
      """;

  private static final JsonMapper JSON = new JsonMapper();
  private static @Nullable Browser shared;

  private final ChromeDriver driver;

  private Browser() {
    var options = new ChromeOptions();
    options.setBinary(Programs.installed("chromium", "chromium").toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--window-size=1360,900");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // It would be content with a protocol of this very version; we send commands by name.
    Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(
                    Programs.installed("chromedriver", "chromium-driver").toFile())
                .build(),
            options);
    command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", BETWEEN));
    Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
  }

  /// The browser of all tests.
  static synchronized Browser shared() {
    Browser browser = shared == null ? new Browser() : shared;
    shared = browser;
    return browser;
  }

  /// A browser of its own that has seen nothing yet.
  static Browser fresh() {
    return new Browser();
  }

  ChromeDriver driver() {
    return driver;
  }

  void quit() {
    driver.quit();
  }

  // ---- what the browser is told

  /// Sends a command of the Chrome DevTools Protocol.
  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /// Sets the size of the viewport, in CSS pixels.
  void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// Sets what media queries see.
  ///
  /// @param features such as `prefers-color-scheme` and `dark`
  void media(String medium, Map<String, String> features) {
    List<Map<String, String>> all =
        features.entrySet().stream()
            .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue()))
            .toList();
    command("Emulation.setEmulatedMedia", Map.of("media", medium, "features", all));
  }

  // ---- what the page says

  /// Runs a script in the page; a promise is waited for.
  ///
  /// @return what it returned, as JSON
  JsonNode run(String script, Object... arguments) {
    String awaited =
        "const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);"
            + " (async (...arguments_) => { %s })(...args).then((value) => done(JSON.stringify(value ?? null)),"
                .formatted(script.replace("arguments[", "arguments_["))
            + " (failed) => done(JSON.stringify({failed: String(failed)})))";
    Object result = Objects.requireNonNull(driver.executeAsyncScript(awaited, arguments));
    JsonNode json = JSON.readTree((String) result);
    if (json.has("failed")) {
      throw new AssertionError(json.get("failed").asString() + " in " + script);
    }
    return json;
  }

  /// Waits until something is so.
  void await(String what, BooleanSupplier isSo) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!holds(isSo)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not: " + what);
      }
      pause(20);
    }
  }

  /// Lets time pass.
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /// Takes what the console has said since the last call.
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /// Takes the addresses that were asked since the last call.
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> JSON.readTree(entry.getMessage()).get("message"))
        .filter(message -> message.get("method").asString().equals("Network.requestWillBeSent"))
        .map(message -> message.get("params").get("request").get("url").asString())
        .toList();
  }

  /// What axe finds wrong with the page as it is now.
  JsonNode axe() {
    driver.executeScript(resource("/axe.min.js"));
    return run(
        """
        const {violations} = await axe.run(document, {resultTypes: ['violations']});
        return violations.map(({id, nodes}) =>
            `${id}: ${nodes.map((node) => node.html + ' ' + node.failureSummary).join('; ')}`);
        """);
  }

  /// Keeps a picture of the whole page below `target/explorer`.
  void picture(String name) {
    Number height = (Number) driver.executeScript("return document.documentElement.scrollHeight");
    Number width = (Number) driver.executeScript("return innerWidth");
    Map<String, Object> clip =
        Map.of(
            "x", 0, "y", 0, "width", width, "height", Objects.requireNonNull(height), "scale", 1);
    Object data =
        command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
            .get("data");
    keep(name, Base64.getDecoder().decode((String) Objects.requireNonNull(data)));
  }

  /// Keeps a picture of what a visitor sees first.
  void firstView(String name) {
    keep(name, driver.getScreenshotAs(OutputType.BYTES));
  }

  private static void keep(String name, byte[] png) {
    try {
      Path folder = Files.createDirectories(Path.of("target/explorer"));
      Files.write(folder.resolve(name + ".png"), png);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean holds(BooleanSupplier isSo) {
    try {
      return isSo.getAsBoolean();
    } catch (WebDriverException | AssertionError notYet) {
      return false;
    }
  }

  private static String resource(String path) {
    try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
