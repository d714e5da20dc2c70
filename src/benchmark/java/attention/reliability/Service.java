package attention.reliability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A service in a process of its own, whose memory is watched, and which ends with this one.
final class Service implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(90);
  private static final int GLANCE_MILLIS = 20;
  private static final int SAMPLE_MILLIS = 100;
  private static final Message READY = Message.get("/readyz");

  private final Bench bench;
  private final int heap;
  private final InetSocketAddress address;
  private final Path log;
  private final Process process;
  private final Thread onExit;
  private volatile long peak;

  /// Starts it and waits until it is ready.
  ///
  /// @throws IOException if it does not become ready
  Service(Bench bench, Start how) throws IOException, InterruptedException {
    this.bench = bench;
    heap = how.heap();
    address = new InetSocketAddress(how.address(), how.port() == 0 ? freePort() : how.port());
    log = Files.createTempFile(bench.folder(), "service", ".log");
    var builder =
        new ProcessBuilder(how.command(bench.server().command(address.getPort())))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", "-Xmx%dm".formatted(heap));
    builder.environment().putAll(how.environment());
    long start = System.nanoTime();
    process = builder.start();
    onExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(onExit);
    Thread.ofPlatform().daemon().name("memory").start(this::watch);
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
        close();
        throw new IOException("the service is not ready, see " + log);
      }
      Thread.sleep(GLANCE_MILLIS);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void watch() {
    try {
      while (process.isAlive()) {
        peak = Math.max(peak, resident());
        Thread.sleep(SAMPLE_MILLIS);
      }
    } catch (IOException | InterruptedException ended) {
      // There is nothing to watch any more.
    }
  }

  /// Megabytes that it has now, of what is its own only.
  private long resident() throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"), StandardCharsets.UTF_8)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    return 0; // a process that has ended has no memory
  }

  InetSocketAddress address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Whether it says that it takes requests.
  boolean isReady() {
    try (var client = client(Duration.ofSeconds(5))) {
      return client.send(READY).isOk();
    } catch (IOException no) {
      return false;
    }
  }

  Client client(Duration patience) {
    return new Client(address, patience);
  }

  /// The answer to a request of a service that has nothing else to do.
  ///
  /// @throws IOException if it is not 200
  Reply ask(Message message) throws IOException {
    try (var client = client(PATIENCE)) {
      Reply reply = client.send(message);
      if (!reply.isOk()) {
        throw new IOException("the service answers " + reply);
      }
      return reply;
    }
  }

  /// Nanoseconds that all of its threads have computed.
  long processorNanos() throws IOException {
    long nanos = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          String text = Files.readString(thread.resolve("schedstat"));
          nanos += Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException ended) {
          // Threads come and go.
        }
      }
    }
    return nanos;
  }

  /// Whether a text stands in what it printed.
  boolean printed(String text) throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.contains(text));
    }
  }

  /// Fills its `/tmp`, which must be its own, to the last byte.
  ///
  /// @return how many bytes there was room for
  long fillTmp() throws IOException {
    Path file = Path.of("/proc/" + process.pid() + "/root/tmp/full");
    long written = 0;
    try (var out =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (written < 1L << 30) {
        written += out.write(ByteBuffer.allocate(512));
      }
    } catch (IOException full) {
      return written;
    }
    throw new IOException(file + " is not small");
  }

  /// Ends it as a crash does.
  void kill() {
    Waiting.until(process.destroyForcibly(), GRACE);
    forget();
  }

  /// Tells it to stop.
  void terminate() {
    process.destroy();
  }

  /// Waits for its end.
  ///
  /// @return whether it ended in time
  boolean ends(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void forget() {
    if (peak > 0) {
      synchronized (bench.memories()) {
        bench.memories().add(new Memory(peak, heap));
      }
      peak = 0;
    }
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  @Override
  public void close() {
    terminate();
    Waiting.until(process, GRACE);
    forget();
  }
}
