package attention.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files of `src/main/kubernetes`, and what the rest of the tree says about the same things.
final class Manifests {

  static final Path FOLDER = Path.of("src/main/kubernetes");

  private static final JsonMapper JSON = new JsonMapper();

  private Manifests() {}

  /// Every file that describes an object for the cluster.
  static List<Path> objects() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !read(file).path("metadata").isMissingNode())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Gives a file below the folder.
  static JsonNode of(String file) {
    return read(FOLDER.resolve(file));
  }

  /// Gives a file.
  static JsonNode read(Path file) {
    return JSON.valueToTree(new Yaml().load(text(file)));
  }

  /// Gives a file of JSON.
  static JsonNode json(Path file) {
    return JSON.readTree(text(file));
  }

  /// Gives the text of a file of the tree.
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Gives the first group of a pattern that must stand in a file of the tree.
  static String find(String pattern, String file) {
    return Pattern.compile(pattern)
        .matcher(text(Path.of(file)))
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(pattern + " is nowhere in " + file));
  }
}
