package attention.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.locks.LockSupport;

/// A bad network between a client and a server.
final class ToxicProxy implements AutoCloseable {

  private static final int PIECE = 16_384;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final InetSocketAddress server;
  private final Toxic toxic;

  /// Listens.
  ///
  /// @param server where connections lead
  ToxicProxy(InetSocketAddress server, Toxic toxic) throws IOException {
    this.server = server;
    this.toxic = toxic;
    Thread.ofVirtual().start(this::accept);
  }

  /// Where it listens.
  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // Nobody comes any more.
    }
  }

  private void connect(Socket client) {
    try (client;
        var upstream = new Socket()) {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      upstream.connect(server);
      Thread requests =
          Thread.ofVirtual().start(() -> pass(client, upstream, requestLimit(), client));
      pass(upstream, client, answerLimit(), client);
      client.close();
      requests.join();
    } catch (IOException gone) {
      // Both ends see that.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private long requestLimit() {
    return toxic instanceof Toxic.CutRequestAfter(long bytes) ? bytes : Long.MAX_VALUE;
  }

  private long answerLimit() {
    return switch (toxic) {
      case Toxic.CutAfter(long bytes) -> bytes;
      case Toxic.ResetAfter(long bytes) -> bytes;
      case Toxic.Latency _, Toxic.Slices _, Toxic.Bandwidth _, Toxic.CutRequestAfter _ ->
          Long.MAX_VALUE;
    };
  }

  /// Passes bytes on until there are no more, or as many as the limit.
  private void pass(Socket from, Socket to, long limit, Socket client) {
    byte[] buffer = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      long left = limit;
      int count = in.read(buffer, 0, (int) Math.min(left, PIECE));
      while (count > 0) {
        write(out, buffer, count);
        left -= count;
        count = in.read(buffer, 0, (int) Math.min(left, PIECE)); // 0 where nothing is left
      }
      if (left > 0) {
        to.shutdownOutput();
      } else if (toxic instanceof Toxic.ResetAfter) {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
      } else {
        client.close();
        to.close();
      }
    } catch (IOException gone) {
      // The other direction ends as well.
    }
  }

  private void write(OutputStream out, byte[] buffer, int count) throws IOException {
    switch (toxic) {
      case Toxic.Latency(int millis) -> {
        LockSupport.parkNanos(1_000_000L * millis);
        out.write(buffer, 0, count);
      }
      case Toxic.Slices(int bytes, int pauseMicros) -> {
        for (int from = 0; from < count; from += bytes) {
          out.write(buffer, from, Math.min(bytes, count - from));
          LockSupport.parkNanos(1_000L * pauseMicros);
        }
      }
      case Toxic.Bandwidth(long perSecond) -> {
        out.write(buffer, 0, count);
        LockSupport.parkNanos(1_000_000_000L * count / perSecond);
      }
      case Toxic.CutAfter _, Toxic.ResetAfter _, Toxic.CutRequestAfter _ ->
          out.write(buffer, 0, count);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
