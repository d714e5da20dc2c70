package attention.hostile;

import attention.hostile.Answers.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// One connection: what is sent, and what comes back meanwhile.
///
/// A fault while sending is no failure: a server that has refused need not listen any longer.
final class Exchange implements AutoCloseable {

  private static final int PIECE = 64 * 1024;
  private static final int SMALL_WINDOW = 4 * 1024;
  private static final Duration TICK = Duration.ofMillis(5);

  private final Socket socket = new Socket();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final boolean head;
  private final int serverPort;
  private volatile boolean closed;
  private List<Answer> complete = List.of();
  private int seen;
  private long started;

  /// Connects.
  ///
  /// @param head whether answers have no body
  /// @param slowly whether this side reads by itself, when it is told to
  Exchange(int port, boolean head, boolean slowly) throws IOException {
    this.head = head;
    this.serverPort = port;
    if (slowly) {
      socket.setReceiveBufferSize(SMALL_WINDOW);
    }
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (!slowly) {
      Thread.ofVirtual().start(() -> readWhile(Integer.MAX_VALUE, Duration.ZERO));
    }
  }

  /// Does what a case wants done.
  void run(List<Step> steps) throws InterruptedException {
    started = System.nanoTime();
    try {
      OutputStream out = socket.getOutputStream();
      for (Step step : steps) {
        switch (step) {
          case Step.Send(byte[] bytes) -> send(out, bytes);
          case Step.Pause(Duration time) -> await(time, () -> closed);
          case Step.Drip(byte[] bytes, int size, Duration pause) -> {
            for (int at = 0; at < bytes.length && !closed; at += size) {
              out.write(bytes, at, Math.min(size, bytes.length - at));
              Thread.sleep(pause);
            }
          }
          case Step.ReadSlowly(int rate, Duration time) -> readWhile(rate, time);
          case Step.HalfClose() -> socket.shutdownOutput();
          case Step.Reset() -> {
            socket.setSoLinger(true, 0);
            socket.close();
          }
        }
      }
    } catch (IOException _) {
      // The server does not listen any more; what it said is what counts.
    }
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; at += PIECE) {
      out.write(bytes, at, Math.min(PIECE, bytes.length - at));
    }
  }

  /// Reads until the server closes; with a time, until then or until the server has let go.
  private void readWhile(int rate, Duration time) {
    byte[] piece = new byte[Math.min(PIECE, Math.max(1, rate / 10))];
    long end = System.nanoTime() + time.toNanos();
    try {
      InputStream in = socket.getInputStream();
      while (time.isZero() || (System.nanoTime() < end && !released())) {
        int count = in.read(piece);
        if (count < 0) {
          break;
        }
        synchronized (received) {
          received.write(piece, 0, count);
        }
        if (!time.isZero()) {
          Thread.sleep(100);
        }
      }
    } catch (IOException _) {
      // closed by either side
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    closed = true;
  }

  /// Whether the server has given up its side of the connection.
  boolean released() throws IOException {
    return Sockets.countEstablished(serverPort, List.of(socket.getLocalPort())) == 0;
  }

  /// Waits for something to hold.
  ///
  /// @return whether it does
  boolean await(Duration atMost, Condition condition) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(TICK);
    }
    return true;
  }

  /// Something that may come to hold.
  interface Condition {
    boolean holds();
  }

  List<Answer> answers() {
    boolean over = closed;
    synchronized (received) {
      if (received.size() != seen || over) {
        seen = received.size();
        complete = Answers.complete(received.toByteArray(), over, head);
      }
      return complete;
    }
  }

  /// What has come, be it a whole answer or the start of one.
  String beginning() {
    synchronized (received) {
      byte[] bytes = received.toByteArray();
      return new String(bytes, 0, Math.min(bytes.length, 1000), StandardCharsets.ISO_8859_1);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /// The time since the first step.
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
