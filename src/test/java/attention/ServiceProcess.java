package attention;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The service in a process of its own, for what only a whole process shows: how it starts, and all
/// that it prints.
public final class ServiceProcess implements AutoCloseable {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Duration PATIENCE = Duration.ofMinutes(2); // for slow, busy machines
  private static final Duration LOOK = Duration.ofMillis(100);

  private final int port;
  private final Path output;
  private final Process process;

  /// Starts the service from its classes.
  ///
  /// @param settings as on the command line, without dashes
  public ServiceProcess(String... settings) {
    this(
        List.of(
            JAVA,
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            AttentionApplication.class.getName()),
        settings);
  }

  /// Starts the service.
  ///
  /// @param java the command, without settings
  /// @param settings as on the command line, without dashes
  public ServiceProcess(List<String> java, String... settings) {
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
      output = Files.createTempFile("service", ".log");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var command = new ArrayList<>(java);
    command.add("--server.port=" + port);
    for (String setting : settings) {
      command.add("--" + setting);
    }
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Without what belongs to tests, for example their quieter log.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Waits until the service is ready.
  public ServiceProcess awaitReady() throws IOException, InterruptedException {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/readyz")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        try {
          HttpResponse<Void> answer = client.send(ready, BodyHandlers.discarding());
          if (answer.statusCode() == 200) {
            return this;
          }
        } catch (IOException _) {
          // It does not listen yet.
        }
        Thread.sleep(LOOK);
      }
    }
    throw new AssertionError("not ready: " + output());
  }

  /// Waits until the process has ended by itself, and gives its exit code.
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  /// What it has printed so far.
  public String output() throws IOException {
    return Files.readString(output);
  }

  /// Ends the process.
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.delete(output);
  }
}
