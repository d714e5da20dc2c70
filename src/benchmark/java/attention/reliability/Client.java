package attention.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A client with one connection, kept from request to request as long as the server keeps it. It
/// tries nothing twice, and looks at little more of an answer than it needs to find its end.
///
/// Not for several threads.
final class Client implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final InetSocketAddress address;
  private final Duration patience;
  private final byte[] buffer = new byte[BUFFER];
  private @Nullable Socket socket;
  private int position;
  private int limit;
  private long received;

  /// Connects when it has something to send.
  ///
  /// @param patience how long it waits for each part of an answer
  Client(InetSocketAddress address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  /// Sends a request and waits for the end of the answer.
  ///
  /// @throws Broken if the answer ends too early
  /// @throws Unanswered if there is none
  /// @throws IOException if there is no connection
  Reply send(Message message) throws IOException {
    Socket connection = connection();
    received = 0;
    position = 0;
    limit = 0;
    boolean complete = false;
    try {
      boolean sent = write(connection, message.bytes());
      Reply reply = read(connection.getInputStream());
      complete = sent;
      return reply;
    } catch (SocketException | SocketTimeoutException gone) {
      throw received > 0 ? new Broken(received, reason(gone)) : new Unanswered(reason(gone));
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /// Bytes of the last answer, with its head.
  long received() {
    return received;
  }

  private static String reason(IOException exception) {
    return String.valueOf(exception.getMessage());
  }

  private Socket connection() throws IOException {
    if (socket == null) {
      var connecting = new Socket();
      try {
        connecting.setTcpNoDelay(true);
        connecting.setSoTimeout((int) patience.toMillis());
        connecting.connect(address, (int) patience.toMillis());
      } catch (IOException refused) {
        connecting.close();
        throw refused;
      }
      socket = connecting;
    }
    return socket;
  }

  /// Whether all was sent: a server that refuses need not read to the end.
  private static boolean write(Socket connection, byte[] bytes) throws IOException {
    try {
      connection.getOutputStream().write(bytes);
      return true;
    } catch (SocketException closed) {
      return false;
    }
  }

  private Reply read(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).substring("HTTP/1.1 ".length()).substring(0, 3));
    long length = -1;
    boolean chunked = false;
    boolean closing = false;
    boolean retryAfter = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring("content-length:".length()).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.endsWith("chunked");
      } else if (header.startsWith("connection:")) {
        closing = header.endsWith("close");
      } else if (header.startsWith("retry-after:")) {
        retryAfter = true;
      }
    }
    if (length < 0 && !chunked) {
      throw new IOException("nobody can tell whether an answer without a length is whole");
    }
    var checksum = new CRC32C();
    length = chunked ? readChunks(in, checksum) : readBody(in, length, checksum);
    if (closing) {
      close();
    }
    return new Reply(status, retryAfter, length, checksum.getValue());
  }

  private long readChunks(InputStream in, CRC32C checksum) throws IOException {
    long length = 0;
    while (true) {
      long chunk = Long.parseLong(line(in), 16);
      length += readBody(in, chunk, checksum);
      line(in); // the end of the chunk, or of the answer: nobody here sends trailers
      if (chunk == 0) {
        return length;
      }
    }
  }

  private long readBody(InputStream in, long length, CRC32C checksum) throws IOException {
    long left = length;
    while (left > 0) {
      fill(in);
      int count = (int) Math.min(left, limit - position);
      checksum.update(buffer, position, count);
      position += count;
      left -= count;
    }
    return length;
  }

  private String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    while (true) {
      fill(in);
      int start = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      line.append(new String(buffer, start, position - start, StandardCharsets.ISO_8859_1));
      if (position < limit) {
        position++;
        return line.toString().strip();
      }
    }
  }

  /// Makes sure that there is a byte.
  private void fill(InputStream in) throws IOException {
    if (position == limit) {
      int count = in.read(buffer);
      if (count < 0) {
        throw received > 0
            ? new Broken(received, "the connection was closed")
            : new Unanswered("the connection was closed");
      }
      received += count;
      position = 0;
      limit = count;
    }
  }

  /// Leaves as a client that crashes does: with a reset, whatever is still on its way.
  void reset() throws IOException {
    if (socket != null) {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    close();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
