package attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jar, made ready to start and started as the Dockerfile does both.
class PackagedServiceIT {

  private static final Path JAVA_FOLDER = Path.of(System.getProperty("java.home"), "bin");
  private static final String JAVA = JAVA_FOLDER.resolve("java").toString();
  private static final Duration PATIENCE = Duration.ofMinutes(2); // for slow, busy machines
  private static final Duration LOOK = Duration.ofMillis(200);

  @TempDir private Path folder = Path.of("");

  @Test
  void startsFromItsCacheAndComputesOnVectors() throws Exception {
    Path parts = folder.resolve("attention");
    Files.copy(jar(), folder.resolve("attention.jar"));
    run(folder, List.of(JAVA, "-Djarmode=tools", "-jar", "attention.jar", "extract"));
    var train = new ArrayList<>(List.of("bash", "src/main/docker/train.sh", parts.toString()));
    train.addAll(EntryPoint.trainingFlags());
    run(Path.of(""), train);

    // In the folder, because Java holds the paths of its jars against those of the cache.
    var command = new ArrayList<>(List.of("bash", "-c", "cd \"$0\" && exec \"$@\"", "" + parts));
    command.add(JAVA);
    command.addAll(EntryPoint.flags());
    command.addAll(List.of("-XX:AOTCache=attention.aot", "-XX:AOTMode=on", "-Xlog:aot"));
    command.addAll(List.of("-jar", "attention.jar"));
    try (var service = new ServiceProcess(command)) {
      service.awaitReady();

      assertThat(kernel(service)).isEqualTo("vector");
      assertThat(service.output())
          .contains("Using AOT-linked classes: true")
          .doesNotContain("WARNING");
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("attention-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void run(Path where, List<String> command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).directory(where.toAbsolutePath().toFile());
    process.environment().merge("PATH", JAVA_FOLDER.toString(), (old, java) -> java + ":" + old);
    try (var free = new ServerSocket(0)) {
      process.environment().put("PORT", String.valueOf(free.getLocalPort()));
    }
    Path output = Files.createTempFile("command", ".log");
    Process running = process.redirectErrorStream(true).redirectOutput(output.toFile()).start();

    assertThat(running.waitFor()).as(Files.readString(output)).isZero();
    Files.delete(output);
  }

  /// The kernel in use once the fast one had time to be compiled.
  private static String kernel(ServiceProcess service) throws IOException, InterruptedException {
    HttpRequest info =
        HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/api/v1/info"))
            .build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    String kernel = "";
    try (var client = HttpClient.newHttpClient()) {
      while (!kernel.equals("vector") && System.nanoTime() < end) {
        Thread.sleep(LOOK);
        String answer = client.send(info, BodyHandlers.ofString()).body();
        kernel = answer.contains("\"name\":\"vector\"") ? "vector" : answer;
      }
    }
    return kernel;
  }
}
