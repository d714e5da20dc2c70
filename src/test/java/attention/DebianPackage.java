package attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Programs that tests run beside the service.
public final class DebianPackage {

  private DebianPackage() {}

  /// Makes sure that a program is there: installs its package where that is allowed, and says what
  /// to install where it is not.
  ///
  /// @param name of the package
  /// @param probe a command that succeeds if the program is there
  public static void need(String name, String... probe) throws InterruptedException {
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    boolean there =
        succeeds(probe)
            || (isRoot
                && (succeeds("apt-get", "install", "--yes", name)
                    || (succeeds("apt-get", "update")
                        && succeeds("apt-get", "install", "--yes", name))));
    assertThat(there).as("this test needs the Debian package %s: install it", name).isTrue();
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
