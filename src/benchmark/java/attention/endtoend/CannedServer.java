package attention.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Answers the same to every request without looking at it: what the clients of the benchmark can
/// do at most.
final class CannedServer implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final int length;

  /// Listens.
  ///
  /// @param length bytes of each request
  CannedServer(int length) throws IOException {
    this.length = length;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofPlatform().daemon().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // Nobody asks any more.
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      InputStream requests = socket.getInputStream();
      socket.setTcpNoDelay(true);
      byte[] request = new byte[length];
      while (requests.readNBytes(request, 0, length) == length) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException gone) {
      // Nobody waits for the answer.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
