package attention.explorer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of this machine that the tests need. Where one is missing, it is installed from
/// Debian's packages; where that cannot be done, the tests fail and say what to install.
final class Programs {

  private Programs() {}

  /// Gives the path of a program.
  ///
  /// @param program what it is called
  /// @param debianPackage what it comes in
  static Path installed(String program, String debianPackage) {
    return find(program)
        .or(
            () -> {
              install(debianPackage);
              return find(program);
            })
        .orElseThrow(
            () ->
                new AssertionError(
                    "The tests of the explorer need %s, which is not on the path. Install it; on Debian: apt-get install %s"
                        .formatted(program, debianPackage)));
  }

  /// Runs a command to its end and gives what it printed.
  ///
  /// @throws AssertionError if it fails or takes longer than two minutes
  static String output(Path directory, String... command) {
    try {
      Path log = Files.createTempFile(directory, "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(log.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      String output = Files.readString(log, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(Arrays.toString(command) + " failed: " + output);
      }
      return output;
    } catch (IOException failed) {
      throw new AssertionError(Arrays.toString(command) + " cannot be run", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void install(String debianPackage) {
    if (System.getProperty("user.name").equals("root") && find("apt-get").isPresent()) {
      Path here = Path.of(System.getProperty("java.io.tmpdir"));
      output(here, "apt-get", "-qq", "update");
      output(here, "apt-get", "-qq", "install", "--yes", "--no-install-recommends", debianPackage);
    }
  }
}
