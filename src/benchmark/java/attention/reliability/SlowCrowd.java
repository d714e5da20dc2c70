package attention.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Many connections that hold a server up: some never finish the head of a request, some its body,
/// some ask for an answer and hardly read it.
///
/// One thread for all of them, which gives or takes a byte of each every few seconds.
final class SlowCrowd implements AutoCloseable {

  private static final long PAUSE_MILLIS = 2_000;
  private static final int SMALL_WINDOW = 4_096;

  private static final byte[] HEAD =
      "POST /api/v1/attention HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
          .getBytes(StandardCharsets.US_ASCII);

  // Much longer than all the bytes that it will send.
  private static final Message BODY = Message.post("/api/v1/attention", " ".repeat(100_000));
  private static final int BEGINNING = 200;

  /// What a connection is slow at.
  private enum Slow {
    HEAD,
    BODY,
    READING
  }

  private record Member(SocketChannel channel, Slow slow) {}

  private final InetSocketAddress address;
  private final List<Member> members = new ArrayList<>();
  private final int wanted;
  private final Message read;
  private final Thread thread = Thread.ofPlatform().daemon().name("crowd").unstarted(this::dawdle);
  private volatile int connected;
  private volatile int open;
  private volatile boolean stopping;

  /// Begins to connect.
  ///
  /// @param read the request of those that do not read its answer
  SlowCrowd(InetSocketAddress address, int connections, Message read) {
    this.address = address;
    this.wanted = connections;
    this.read = read;
    thread.start();
  }

  /// How many have been connected so far.
  int connected() {
    return connected;
  }

  /// How many the server has not closed, when it was looked at last.
  int open() {
    return open;
  }

  private void dawdle() {
    try {
      Slow[] kinds = Slow.values();
      while (!stopping) {
        long round = System.nanoTime();
        for (int n = connected; !stopping && n < wanted; n++) {
          join(kinds[n % kinds.length]);
          connected = n + 1;
        }
        members.removeIf(SlowCrowd::isGone);
        open = members.size();
        Thread.sleep(Math.max(1, PAUSE_MILLIS - (System.nanoTime() - round) / 1_000_000));
      }
      for (Member member : members) {
        member.channel().close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void join(Slow slow) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
      channel.socket().connect(address, 1_000);
      channel.configureBlocking(false);
      channel.write(
          switch (slow) {
            case HEAD -> ByteBuffer.wrap(HEAD);
            case BODY -> ByteBuffer.wrap(BODY.bytes(), 0, BEGINNING);
            case READING -> ByteBuffer.wrap(read.bytes());
          });
      members.add(new Member(channel, slow));
    } catch (IOException refused) {
      channel.close(); // a server may have enough of them
    }
  }

  /// Gives or takes a byte, and tells whether the server has closed the connection.
  private static boolean isGone(Member member) {
    try {
      ByteBuffer one = ByteBuffer.allocate(1);
      boolean gone =
          switch (member.slow()) {
            case HEAD, BODY -> {
              member.channel().write(one.put(0, (byte) ' '));
              yield member.channel().read(ByteBuffer.allocate(SMALL_WINDOW)) < 0;
            }
            case READING -> member.channel().read(one) < 0;
          };
      if (gone) {
        member.channel().close();
      }
      return gone;
    } catch (IOException reset) {
      try {
        member.channel().close();
      } catch (IOException closed) {
        // It is, one way or the other.
      }
      return true;
    }
  }

  @Override
  public void close() {
    stopping = true;
    Waiting.until(List.of(thread));
  }
}
