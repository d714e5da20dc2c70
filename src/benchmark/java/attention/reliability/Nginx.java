package attention.reliability;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The load balancer of `docker-compose.yml`, with its own configuration but for where it listens,
/// whom it asks for the addresses of replicas, at which port they listen, and its folders.
final class Nginx implements AutoCloseable {

  private static final Path CONFIGURATION = Path.of("src/main/docker/nginx.conf");
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int GLANCES = 200;
  private static final int GLANCE_MILLIS = 25;

  private final Process process;
  private final Thread onExit;
  private final InetSocketAddress address;

  /// Starts it.
  ///
  /// @param nameServer port of the name server that knows `attention`
  /// @param replicas port at which all replicas listen, each at an address of its own
  /// @param folder for its files
  Nginx(int nameServer, int replicas, Path folder) throws IOException, InterruptedException {
    Debian.need("nginx-light", PROGRAM);
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
    Path own = Files.createTempDirectory(folder, "nginx");
    Path configuration = own.resolve("nginx.conf");
    Files.writeString(
        configuration,
        adapted(Files.readString(CONFIGURATION), address.getPort(), nameServer, replicas, own));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString(), "-g", "daemon off;")
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("nginx.log").toFile())
            .start();
    onExit = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(onExit);
    awaitListening();
  }

  /// The configuration, with nothing changed but addresses.
  ///
  /// @throws IllegalArgumentException if it has no such addresses any more
  static String adapted(String text, int port, int nameServer, int replicas, Path folder) {
    String adapted = replaced(text, "listen 8080;", "listen 127.0.0.1:%d;".formatted(port));
    adapted =
        replaced(adapted, "resolver 127.0.0.11 ", "resolver 127.0.0.1:%d ".formatted(nameServer));
    adapted = replaced(adapted, "attention:8080;", "attention:%d;".formatted(replicas));
    adapted = replaced(adapted, " /tmp/", " " + folder.toAbsolutePath() + "/");
    return replaced(
        adapted,
        "access_log /dev/stdout answers;",
        "access_log " + folder.toAbsolutePath() + "/access.log answers;");
  }

  private static String replaced(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalArgumentException("nginx.conf has no \"%s\"".formatted(from));
    }
    return text.replace(from, to);
  }

  private void awaitListening() throws IOException, InterruptedException {
    for (int n = 0; n < GLANCES; n++) {
      try (var socket = new Socket()) {
        socket.connect(address);
        return;
      } catch (ConnectException notYet) {
        Thread.sleep(GLANCE_MILLIS);
      }
    }
    throw new IOException("nginx does not listen");
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    Waiting.until(process, GRACE);
    Runtime.getRuntime().removeShutdownHook(onExit);
  }
}
