package attention.endtoend;

import attention.EntryPoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import plain.PlainApplication;

/// The contestants, and how each is started.
public final class Servers {

  /// Debian's; others may come first on the path.
  static final String PYTHON = "/usr/bin/python3";

  private static final Path JAVA_FOLDER = Path.of(System.getProperty("java.home"), "bin");
  private static final String JAVA = JAVA_FOLDER.resolve("java").toString();
  private static final String PROCESSORS =
      String.valueOf(Runtime.getRuntime().availableProcessors());

  // What our service brings beside spring-boot-starter-web, and what its tests bring.
  private static final Pattern NOT_PLAIN =
      Pattern.compile(
          ".*/(spring-boot-(starter-)?(actuator|micrometer|health|test|webmvc-test|starter-test)"
              + "|micrometer-(core|registry|jakarta9)|prometheus|springdoc|swagger|webjars|pytorch|openblas"
              + "|javacpp|onnxruntime)[^/]*");

  /// What `docker-compose.yml` gives a container: how large a heap grows depends on it.
  private static final String MEMORY = "-XX:MaxRAM=1g";

  private Servers() {}

  /// Gives our service as its container starts it, with a cache of what the JVM learnt at an
  /// earlier start.
  ///
  /// @param jar what `package` makes
  /// @param folder takes its parts and the cache
  public static Server ours(Path jar, Path folder) throws IOException, InterruptedException {
    Path whole = folder.resolve("attention.jar");
    Path parts = folder.resolve("attention");
    FileSystemUtils.deleteRecursively(parts);
    Files.copy(jar, whole, StandardCopyOption.REPLACE_EXISTING);
    Packages.run(
        JAVA, "-Djarmode=tools", "-jar", whole.toString(), "extract", "--destination", "" + parts);
    var train =
        new ArrayList<>(List.of("env", "PATH=" + JAVA_FOLDER + ":" + System.getenv("PATH")));
    train.addAll(List.of("src/main/docker/train.sh", parts.toString()));
    train.addAll(EntryPoint.trainingFlags());
    String printed = Packages.run(train.toArray(String[]::new));
    if (!Files.exists(parts.resolve("attention.aot"))) {
      throw new IOException("there is no cache: " + printed);
    }
    return new Server(
        "this service",
        Stream.of(
                List.of("bash", "-c", "cd \"$0\" && exec \"$@\"", parts.toString(), JAVA),
                EntryPoint.flags(),
                List.of(MEMORY, "-XX:AOTCache=attention.aot", "-jar", "attention.jar"),
                List.of("--server.port={port}", "--server.address=127.0.0.1"))
            .flatMap(List::stream)
            .toList(),
        Map.of());
  }

  /// Gives the peers.
  ///
  /// @param python packages that Debian does not have
  static List<Server> peers(Path python) throws IOException {
    return List.of(bare(), plain(), node(), tuned(python), typical(), flask());
  }

  private static Server bare() throws IOException {
    var command = new ArrayList<>(List.of(JAVA));
    command.addAll(EntryPoint.flags());
    command.add("--add-modules=jdk.incubator.vector");
    // Otherwise the end of an answer waits for the client to confirm its beginning.
    command.add("-Dsun.net.httpserver.nodelay=true");
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of(BareServer.class.getName(), "{port}"));
    return new Server("JDK HttpServer, our codec and kernels", command, Map.of());
  }

  private static Server plain() {
    String tests = "test-classes";
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar") || entry.endsWith(tests))
            .filter(entry -> !NOT_PLAIN.matcher(entry).matches())
            .collect(Collectors.joining(File.pathSeparator));
    return new Server(
        "Spring Boot, List<Double>",
        List.of(
            JAVA,
            "-classpath",
            classPath,
            PlainApplication.class.getName(),
            "--server.port={port}",
            "--server.address=127.0.0.1"),
        Map.of());
  }

  private static Server node() {
    return new Server(
        "Node http",
        List.of("node", "src/benchmark/node/server.js", "{port}", PROCESSORS),
        Map.of());
  }

  static Server tuned(Path python) {
    var command = new ArrayList<>(uvicorn("fastapi_tuned"));
    command.addAll(List.of("--loop", "uvloop", "--http", "httptools"));
    // As many processes as processors multiply already.
    return new Server(
        "FastAPI + NumPy, tuned",
        command,
        Map.of("PYTHONPATH", python.toString(), "OPENBLAS_NUM_THREADS", "1"));
  }

  private static Server typical() {
    return new Server("FastAPI + NumPy, typical", uvicorn("fastapi_typical"), Map.of());
  }

  private static List<String> uvicorn(String module) {
    return List.of(
        PYTHON,
        "-m",
        "uvicorn",
        module + ":app",
        "--app-dir",
        "src/benchmark/python",
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
        "--workers",
        PROCESSORS,
        "--no-access-log",
        "--log-level",
        "warning");
  }

  private static Server flask() {
    return new Server(
        "Flask + gunicorn + NumPy",
        List.of(
            PYTHON,
            "-m",
            "gunicorn",
            "flask_typical:app",
            "--chdir",
            "src/benchmark/python",
            "--bind",
            "127.0.0.1:{port}",
            "--workers",
            PROCESSORS,
            // The default workers close the connection after each answer.
            "--worker-class",
            "gthread",
            "--threads",
            "8",
            "--keep-alive",
            "60",
            "--log-level",
            "warning"),
        Map.of());
  }
}
