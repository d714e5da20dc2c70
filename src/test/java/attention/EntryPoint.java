package attention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// How the container starts the service, as the Dockerfile says.
public final class EntryPoint {

  private EntryPoint() {}

  /// Gives the flags for Java, but for the cache.
  public static List<String> flags() throws IOException {
    List<String> command =
        Arrays.asList(new JsonMapper().readValue(after("ENTRYPOINT "), String[].class));
    return command.subList(1, command.indexOf("-jar")).stream()
        .filter(flag -> !flag.startsWith("-XX:AOTCache"))
        .toList();
  }

  /// Gives the flags for Java with which the cache is made.
  public static List<String> trainingFlags() throws IOException {
    return List.of(new JsonMapper().readValue(after("ARG FLAGS="), String.class).split(" ", -1));
  }

  private static String after(String instruction) throws IOException {
    return Files.readAllLines(Path.of("Dockerfile")).stream()
        .filter(line -> line.startsWith(instruction))
        .map(line -> line.substring(instruction.length()))
        .findFirst()
        .orElseThrow(() -> new IOException("the Dockerfile has no " + instruction));
  }
}
