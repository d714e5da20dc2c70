package attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The README keeps what it promises: its commands print what it shows, its tables say what is.
class ReadmeTest extends RunningService {

  private static final Path README = Path.of("README.md");

  /// A command and what the README shows below it.
  private record Command(String line, String output) {}

  @BeforeAll
  static void needPrograms() throws InterruptedException {
    DebianPackage.need("jq", "jq", "--version");
  }

  @TestFactory
  Stream<DynamicTest> everyCommandPrintsWhatTheReadmeShows() throws IOException {
    List<Command> commands = new ArrayList<>();
    for (String block : blocks("console")) {
      commands.addAll(commands(block));
    }
    assertThat(commands).hasSizeGreaterThanOrEqualTo(5);
    return commands.stream()
        .map(command -> DynamicTest.dynamicTest(command.line(), () -> check(command)));
  }

  /// The commands that start something; the build itself runs the checks.
  @Test
  void theOtherCommandsAreKnown() throws IOException {
    List<String> lines = blocks("sh").stream().flatMap(String::lines).toList();

    assertThat(lines).contains("./mvnw spring-boot:run", "./mvnw verify", "docker compose up");
    assertThat(Files.readString(Path.of(".ci/run"))).endsWith("./mvnw verify\n");
  }

  @Test
  void theTableOfSettingsNamesEveryLimitAndItsDefault() throws IOException {
    String readme = Files.readString(README);

    for (var limit : get("/api/v1/info").json().get("limits")) {
      assertThat(readme)
          .contains("| `%s` | %s |".formatted(limit.get("setting").asString(), shown(limit)));
    }
  }

  private static String shown(JsonNode limit) {
    switch (limit.get("setting").asString()) {
      case "server.tomcat.max-connections", "attention.limits.max-memory" -> {
        return "from the heap";
      }
      case "attention.limits.max-running" -> {
        return "from the processors";
      }
      default -> {}
    }
    long value = limit.get("value").asLong();
    String text =
        switch (limit.get("unit").asString()) {
          case "bytes", "bytes per second" ->
              value >> 20 > 0 ? (value >> 20) + "MB" : (value >> 10) + "KB";
          case "milliseconds" -> value / 1000 + "s";
          default -> String.valueOf(value);
        };
    return "`" + text + "`";
  }

  private void check(Command command) throws IOException, InterruptedException {
    String line = command.line().replace("localhost:8080", "localhost:" + port);
    Process shell =
        new ProcessBuilder("bash", "-c", "set -o pipefail; " + line)
            .redirectErrorStream(true)
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output.stripTrailing()).isEqualTo(command.output().stripTrailing());
    assertThat(shell.waitFor()).isZero();
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /// Splits a block at its prompts; a command goes on while a quote is open or a pipe waits.
  private static List<Command> commands(String block) {
    var commands = new ArrayList<Command>();
    for (String part : Pattern.compile("^\\$ ", Pattern.MULTILINE).splitAsStream(block).toList()) {
      if (!part.isBlank()) {
        List<String> lines = part.lines().toList();
        int end = 1;
        while (goesOn(String.join("\n", lines.subList(0, end)))) {
          end++;
        }
        commands.add(
            new Command(
                String.join("\n", lines.subList(0, end)),
                String.join("\n", lines.subList(end, lines.size()))));
      }
    }
    return commands;
  }

  private static boolean goesOn(String command) {
    long quotes = command.chars().filter(c -> c == '\'').count();
    return quotes % 2 == 1 || command.endsWith("|") || command.endsWith("\\");
  }
}
