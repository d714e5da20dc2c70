package attention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// How the container starts the service.
public final class EntryPoint {

  private EntryPoint() {}

  /// Gives the flags for Java, but for the cache: what the cache is trained with, too.
  public static List<String> flags() throws IOException {
    String instruction = "ENTRYPOINT ";
    String entryPoint =
        Files.readAllLines(Path.of("Dockerfile")).stream()
            .filter(line -> line.startsWith(instruction))
            .map(line -> line.substring(instruction.length()))
            .findFirst()
            .orElseThrow(() -> new IOException("the Dockerfile has no ENTRYPOINT"));
    List<String> command = Arrays.asList(new JsonMapper().readValue(entryPoint, String[].class));
    return command.subList(1, command.indexOf("-jar")).stream()
        .filter(flag -> !flag.startsWith("-XX:AOTCache"))
        .toList();
  }
}
