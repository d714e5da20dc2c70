package attention.endtoend;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A client that sends the same request again and again over one connection, or over a new one
/// where the server closed the last.
final class Connection implements AutoCloseable {

  private final Selector selector;
  private final int port;
  private final ByteBuffer request;
  private final AnswerReader answer = new AnswerReader();
  private SelectionKey key;
  private long sentAt;

  /// Connects.
  ///
  /// @param selector tells when there is something to do
  /// @param request all of its bytes; not copied
  Connection(Selector selector, int port, ByteBuffer request) throws IOException {
    this.selector = selector;
    this.port = port;
    this.request = request.duplicate();
    this.key = connect();
  }

  private SelectionKey connect() throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  private SocketChannel channel() {
    return (SocketChannel) key.channel();
  }

  /// Begins a request.
  void send() throws IOException {
    sentAt = System.nanoTime();
    answer.begin();
    request.rewind();
    write();
  }

  private void write() throws IOException {
    channel().write(request);
    key.interestOps(
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  /// Does what can be done without waiting.
  ///
  /// @param buffer for what is received; its content is not kept
  /// @return how many nanoseconds after the request the answer was complete, or -1 if it is not yet
  long proceed(ByteBuffer buffer) throws IOException {
    if (key.isWritable()) {
      write();
    }
    while (true) {
      buffer.clear();
      int count = channel().read(buffer);
      if (count < 0) {
        throw new EOFException("the server has closed the connection without an answer");
      }
      if (count == 0) {
        return -1;
      }
      if (answer.read(buffer.flip())) {
        long latency = System.nanoTime() - sentAt;
        if (answer.isClosing()) {
          channel().close();
          key = connect();
        }
        return latency;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel().close();
  }
}
