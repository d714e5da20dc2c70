package attention.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;

/// Many clients that hardly send or read: everybody else is served meanwhile, and each of them is
/// parted from within its time. `-Dattention.slow-clients` says how many of each kind.
@TestPropertySource(
    properties = {
      "attention.limits.header-timeout=2s",
      "attention.limits.rate-grace=2s",
      "server.tomcat.connection-timeout=2s"
    })
class SlowClientsTest extends RunningService {

  private static final int COUNT = Integer.getInteger("attention.slow-clients", 500);
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SMALL_WINDOW = 4 * 1024;

  static Stream<Arguments> othersAreServedAndSlowClientsArePartedFrom() {
    String post = "POST /api/v1/attention HTTP/1.1\r\nHost: localhost\r\n";
    String json = post + "Content-Type: application/json\r\n";
    String words =
        new String(
            Segments.one(JSON.readTree("{\"words\":{\"n\":300,\"d\":4}}")), StandardCharsets.UTF_8);
    String body = "{\"words\":[" + words + "]}";
    String whole = json + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    return Stream.of(
        argumentSet("a head that never ends", post + "X-A: a", "a"),
        argumentSet("a body of a few bytes", json + "Content-Length: 9999\r\n\r\n", " "),
        argumentSet("a long answer that nobody reads", whole, ""));
  }

  /// @param first what each client sends at once
  /// @param drop what it sends every now and then
  @ParameterizedTest
  @MethodSource
  void othersAreServedAndSlowClientsArePartedFrom(String first, String drop)
      throws IOException, InterruptedException {
    var canary = new Canary(port);
    List<SocketChannel> slow = new ArrayList<>();
    try {
      for (int n = 0; n < COUNT; n++) {
        slow.add(connect(first));
        if (n % 50 == 0) {
          canary.sing(PATIENCE);
        }
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (open(slow) > 0 && System.nanoTime() < end) {
        canary.sing(PATIENCE);
        assertThat(get("/readyz").status()).isEqualTo(200);
        slow.forEach(channel -> send(channel, drop));
        Thread.sleep(PERIOD);
      }
      assertThat(open(slow)).as("slow clients that are still waited for").isZero();
    } finally {
      for (SocketChannel channel : slow) {
        channel.close();
      }
    }
    canary.sing(PATIENCE);
  }

  private SocketChannel connect(String first) throws IOException {
    var channel = SocketChannel.open();
    channel.socket().setReceiveBufferSize(SMALL_WINDOW);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.write(ByteBuffer.wrap(first.getBytes(StandardCharsets.UTF_8)));
    channel.configureBlocking(false);
    return channel;
  }

  /// How many connections the server still holds.
  private long open(List<SocketChannel> channels) throws IOException {
    return Sockets.countEstablished(
        port, channels.stream().map(channel -> channel.socket().getLocalPort()).toList());
  }

  private static void send(SocketChannel channel, String text) {
    try {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException _) {
      // parted from
    }
  }
}
