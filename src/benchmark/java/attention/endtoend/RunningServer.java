package attention.endtoend;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server in processes of its own, which end with this one: when it is closed, when the benchmark
/// fails, and when somebody interrupts it.
final class RunningServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int GLANCE_MILLIS = 5;
  private static final int OK = 200;

  private final Process process;
  private final Thread onExit = new Thread(this::end);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final double secondsToReady;

  /// Starts a server and waits until it is ready.
  ///
  /// @param log takes what it prints
  /// @throws IOException if it does not become ready
  RunningServer(Server server, Path log) throws IOException, InterruptedException {
    port = freePort();
    var builder =
        new ProcessBuilder(server.command(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Some machines have them set for other processors than theirs.
    builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
    builder.environment().putAll(server.environment());
    long start = System.nanoTime();
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(onExit);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
        close();
        throw new IOException("%s is not ready, see %s".formatted(server.name(), log));
      }
      Thread.sleep(GLANCE_MILLIS);
    }
    secondsToReady = 1e-9 * (System.nanoTime() - start);
  }

  /// `-Dbenchmark.port`, or any that is free.
  private static int freePort() throws IOException {
    int wanted = Integer.getInteger("benchmark.port", 0);
    try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"));
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode() == OK;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /// Where it listens.
  int port() {
    return port;
  }

  /// Seconds from its start until it said that it is ready.
  double secondsToReady() {
    return secondsToReady;
  }

  /// Posts a request and gives the answer.
  ///
  /// @throws IOException if its status is not 200
  <T> HttpResponse<T> post(Call call, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> response = client.send(call.request(port), handler);
    if (response.statusCode() != OK) {
      throw new IOException("the server answers " + response);
    }
    return response;
  }

  /// Bytes of memory that its processes have now; what they share counts once.
  long memory() throws IOException {
    long kilobytes = 0;
    for (ProcessHandle part : processes().toList()) {
      Path file = Path.of("/proc", String.valueOf(part.pid()), "smaps_rollup");
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        if (line.startsWith("Pss:")) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes << 10;
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private void end() {
    List<ProcessHandle> parts = processes().toList(); // afterwards nobody knows its children
    process.destroy();
    try {
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    parts.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    client.close();
    end();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }
}
