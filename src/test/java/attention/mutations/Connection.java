package attention.mutations;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A connection to the service, kept from one request to the next unless the service ends it.
final class Connection implements AutoCloseable {

  private static final String CLOSED = "the connection ended within the answer";

  private final int port;
  private final Duration patience;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private boolean refused;
  private long count;
  private long repeated;

  /// @param patience how long nothing may come
  Connection(int port, Duration patience) {
    this.port = port;
    this.patience = patience;
  }

  /// Sends a request and reads its answer.
  ///
  /// Whoever is refused before his body is read may find that the connection has ended, and asks
  /// again on another one, as every client does.
  ///
  /// @throws IOException if there is none, or only a part of one
  Answer ask(Request request) throws IOException {
    boolean wasRefused = isOpen() && refused;
    try {
      return askOnce(request);
    } catch (EndedBefore ended) {
      if (!wasRefused) {
        throw ended;
      }
      repeated++;
      return askOnce(request);
    }
  }

  private Answer askOnce(Request request) throws IOException {
    if (!isOpen()) {
      open();
    }
    long start = System.nanoTime();
    try {
      send(request);
      int status = status();
      Map<String, String> headers = headers();
      while (status < 200) {
        status = status();
        headers = headers();
      }
      byte[] body = body(status, headers, request.method());
      var time = Duration.ofNanos(System.nanoTime() - start);
      if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
        close();
      }
      refused = status >= 400;
      return new Answer(status, headers, body, time);
    } catch (IOException | RuntimeException broken) {
      close();
      throw broken;
    }
  }

  /// Sends, and waits for the first byte of the answer.
  private void send(Request request) throws IOException {
    try {
      socket.getOutputStream().write(request.bytes());
      in.mark(1);
      if (in.read() < 0) {
        throw new EndedBefore();
      }
      in.reset();
    } catch (SocketTimeoutException late) {
      throw late;
    } catch (SocketException reset) {
      var ended = new EndedBefore();
      ended.initCause(reset);
      throw ended;
    }
  }

  private boolean isOpen() {
    return socket.isConnected() && !socket.isClosed();
  }

  /// The connection had ended before any byte of the answer came.
  static final class EndedBefore extends IOException {

    private static final long serialVersionUID = 1;

    EndedBefore() {
      super("the connection ended before the answer");
    }
  }

  /// How many connections were opened.
  long count() {
    return count;
  }

  /// How many requests were sent twice.
  long repeated() {
    return repeated;
  }

  private void open() throws IOException {
    count++;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) patience.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
  }

  private int status() throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.1 ")) {
      throw new IOException("no status line: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    var headers = new HashMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].trim());
    }
    return headers;
  }

  private byte[] body(int status, Map<String, String> headers, String method) throws IOException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new byte[0];
    }
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return chunks();
    }
    if (headers.containsKey("content-length")) {
      return bytes(Integer.parseInt(headers.get("content-length")));
    }
    return in.readAllBytes();
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.writeBytes(bytes(size));
      line();
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException(CLOSED);
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException(CLOSED);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
