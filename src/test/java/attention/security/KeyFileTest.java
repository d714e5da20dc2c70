package attention.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.ServiceProcess;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Keys that are set wrongly, and keys that change.
class KeyFileTest {

  private static final String OLD = "old-key-0123456789abcdef";
  private static final String NEW = "new-key-0123456789abcdef";

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void writeKeys() throws IOException {
    file = folder.resolve("keys");
    Files.writeString(file, "# of this year\n\n  " + OLD + "  \r\n#" + NEW + "\n");
  }

  @Test
  void linesAreKeysUnlessTheyAreEmptyOrComments() {
    KeyDigests keys = new KeyFile(file).keys();

    assertThat(keys.digests()).hasSize(1);
    assertThat(keys.contain(OLD)).isTrue();
    assertThat(keys.contain(NEW)).isFalse();
    assertThat(keys.contain("#" + NEW)).isFalse();
  }

  @Test
  void anotherFileInItsPlaceCountsEvenIfItIsAsLongAndAsOld() throws IOException {
    var keys = new KeyFile(file);
    var time = Files.getLastModifiedTime(file);
    Path next = folder.resolve("next");
    Files.writeString(next, Files.readString(file).replace(OLD, "0ld-key-0123456789abcdef"));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, time);

    keys.readAgain();

    assertThat(keys.keys().contain(OLD)).isFalse();
    assertThat(keys.keys().contain("0ld-key-0123456789abcdef")).isTrue();
  }

  /// As Kubernetes replaces a secret: keys → ..data/keys, ..data → one folder or another.
  @Test
  void aLinkThatLeadsElsewhereCounts() throws IOException {
    Files.createDirectory(folder.resolve("v1"));
    Files.createDirectory(folder.resolve("v2"));
    Files.writeString(folder.resolve("v1/secret"), OLD);
    Files.writeString(folder.resolve("v2/secret"), OLD + "\n" + NEW);
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
    Path secret = Files.createSymbolicLink(folder.resolve("secret"), Path.of("..data/secret"));
    var keys = new KeyFile(secret);
    assertThat(keys.keys().contain(NEW)).isFalse();

    Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of("v2"));
    Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    keys.readAgain();

    assertThat(keys.keys().contain(OLD)).isTrue();
    assertThat(keys.keys().contain(NEW)).isTrue();
  }

  @Test
  void aFileThatIsGoneOrEmptyOrWrongForAMomentChangesNothingAndIsToldOnce() throws IOException {
    var keys = new KeyFile(file);
    ListAppender<ILoggingEvent> log = logOf();

    Files.delete(file);
    keys.readAgain();
    keys.readAgain();
    Files.writeString(file, "# nothing\n");
    keys.readAgain();
    Files.writeString(file, NEW + "\nshort-and-secret\nno key at all\n");
    keys.readAgain();

    assertThat(keys.keys().contain(OLD)).isTrue();
    assertThat(keys.keys().contain(NEW)).isFalse();
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getFormattedMessage())
                    .startsWith("The API keys stay as they were: the file ")
                    .endsWith("cannot be read (NoSuchFileException)"));

    Files.writeString(file, NEW);
    keys.readAgain();
    keys.readAgain();
    Files.writeString(file, "no key at all");
    keys.readAgain();

    assertThat(keys.keys().contain(NEW)).isTrue();
    assertThat(log.list).hasSize(3);
    assertThat(log.list.get(1).getFormattedMessage()).endsWith("keys: 1");
    assertThat(log.list.get(2).getFormattedMessage())
        .contains("key 1 is not 16 to 256 visible ASCII characters")
        .doesNotContain("no key at all");
  }

  private static ListAppender<ILoggingEvent> logOf() {
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    var logger = (Logger) LoggerFactory.getLogger(KeyFile.class);
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
    return appender;
  }

  @Test
  void keysThatCannotBeUsedEndTheStart() throws IOException {
    Files.writeString(file, "#\n\n");
    assertUnusable(new SecuritySettings(List.of(), null, List.of()), "has no key");
    assertUnusable(new SecuritySettings(List.of("short"), null, List.of()), "key 1 is not 16 to");
    assertUnusable(
        new SecuritySettings(List.of(OLD, NEW + "ü"), null, List.of()), "key 2 is not 16 to");
    assertUnusable(new SecuritySettings(null, file.toString(), List.of()), "has no key");
    assertUnusable(new SecuritySettings(null, file + "2", List.of()), "cannot be read");
    assertUnusable(new SecuritySettings(null, folder.toString(), List.of()), "cannot be read");
    assertUnusable(new SecuritySettings(null, "", List.of()), "cannot be read");
  }

  private static void assertUnusable(SecuritySettings settings, String message) {
    assertThatExceptionOfType(UnusableKeys.class)
        .isThrownBy(() -> new ApiKeys(settings))
        .withMessageContaining(message)
        .satisfies(unusable -> assertThat(unusable.getMessage()).doesNotContain("short", NEW));
  }

  @Test
  void aSettingThatIsThereAndEmptyIsNoOpenDoor() {
    assertThat(settings("attention.security.api-keys", "").apiKeys()).isEmpty();
    assertThat(settings("attention.security.cors-origins", "").apiKeys()).isNull();
    assertThat(settings("attention.security.api-keys", OLD).toString()).doesNotContain(OLD);
  }

  private static SecuritySettings settings(String name, String value) {
    var source = new MapConfigurationPropertySource();
    source.put(name, value);
    return new Binder(source).bind("attention.security", SecuritySettings.class).get();
  }

  static Stream<Arguments> aServiceWithoutUsableKeysSaysWhyAndEnds() {
    return Stream.of(
        argumentSet(
            "a key that is too short",
            "api-keys=" + OLD + ",too-short",
            "API keys are asked for, but key 2 is not 16 to 256 visible ASCII characters."),
        argumentSet(
            "a list without its beginning",
            "api-keys[1]=" + OLD,
            "attention.security.api-keys cannot be read as it is set:"
                + " [attention.security.api-keys[1]]"),
        argumentSet(
            "a setting that is none",
            "api-key=" + OLD,
            "attention.security cannot be read as it is set: [attention.security.api-key]"));
  }

  @ParameterizedTest
  @MethodSource
  void aServiceWithoutUsableKeysSaysWhyAndEnds(String setting, String why) throws Exception {
    try (var service = new ServiceProcess("attention.security." + setting)) {
      assertThat(service.awaitEnd()).isNotZero();
      assertThat(service.output()).contains(why).doesNotContain(OLD, "too-short", "\tat ");
    }
  }

  @Test
  void aRunningServiceTakesNewKeysAndForgetsOldOnes() throws Exception {
    try (var service = new ServiceProcess("attention.security.api-keys-file=" + file);
        var client = HttpClient.newHttpClient()) {
      service.awaitReady();
      assertThat(status(client, service, OLD)).isEqualTo(200);
      assertThat(status(client, service, NEW)).isEqualTo(401);

      Files.writeString(file, NEW);
      for (int n = 0; n < 100 && status(client, service, NEW) != 200; n++) {
        Thread.sleep(100);
      }

      assertThat(status(client, service, NEW)).isEqualTo(200);
      assertThat(status(client, service, OLD)).isEqualTo(401);
      assertThat(service.output()).doesNotContain(OLD, NEW);
    }
  }

  private static int status(HttpClient client, ServiceProcess service, String key)
      throws IOException, InterruptedException {
    URI info = URI.create("http://localhost:" + service.port() + "/api/v1/info");
    HttpRequest request = HttpRequest.newBuilder(info).header("X-API-Key", key).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
