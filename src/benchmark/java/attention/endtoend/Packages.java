package attention.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the peers need: Debian's packages, installed if they are missing.
public final class Packages {

  private static final List<String> NEEDED =
      List.of(
          "nodejs",
          "python3-fastapi",
          "python3-uvicorn",
          "python3-uvloop",
          "python3-httptools",
          "python3-flask",
          "gunicorn",
          "python3-numpy",
          "libopenblas0-pthread", // NumPy's products; without it, plain loops compute them
          "python3-ujson");

  private static final String ORJSON = "orjson==3.12.0"; // newer than Debian 12

  private Packages() {}

  /// Installs what is missing.
  ///
  /// @param python takes the one package that Debian may not have
  /// @throws IOException with what to do, if that is not possible
  static void install(Path python) throws IOException, InterruptedException {
    installAll(NEEDED);
    // Without it, ujson takes its place; the header of the table says which.
    run(Servers.PYTHON, "-m", "pip", "install", "--quiet", "--target", python.toString(), ORJSON);
  }

  /// Installs those of Debian's packages that are missing.
  ///
  /// @throws IOException with what to do, if that is not possible
  public static void installAll(List<String> needed) throws IOException, InterruptedException {
    var missing = new ArrayList<String>();
    for (String name : needed) {
      if (!run("dpkg-query", "--show", "--showformat=${db:Status-Status}", name)
          .equals("installed")) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      String command = "apt-get install --yes --no-install-recommends " + String.join(" ", missing);
      if (!run("id", "--user").equals("0")) {
        throw new IOException("the peers need packages; as root: " + command);
      }
      System.out.println(command);
      run("apt-get", "update");
      run(command.split(" "));
    }
  }

  /// Runs a command and gives what it prints, or why there is nothing.
  public static String run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      Process process = builder.start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0
          ? printed
          : "%s: %s".formatted(Arrays.toString(command), printed);
    } catch (IOException notThere) {
      return notThere.toString();
    }
  }
}
