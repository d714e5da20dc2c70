package attention.reliability;

import attention.endtoend.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Programs of Debian that scenarios need.
final class Debian {

  private Debian() {}

  /// Installs a package, where it is missing.
  ///
  /// @param file that it has
  /// @throws IOException with what to do, if that is not possible
  static void need(String name, Path file) throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      Packages.run("apt-get", "update");
      String command = "apt-get install --yes --no-install-recommends " + name;
      String printed = Packages.run(command.split(" "));
      if (!Files.exists(file)) {
        throw new IOException("as root: %s (%s)".formatted(command, printed));
      }
    }
  }
}
