package attention.endtoend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Clients that send one request after the other, each as soon as it has the answer to the last
/// one.
///
/// One thread for all of them, and nothing of an answer is looked at but its length: it shares the
/// processors with the server.
final class Load implements AutoCloseable {

  private static final int BUFFER = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /// Connects the clients.
  Load(int port, Call call, int clients) throws IOException {
    byte[] message = call.message();
    ByteBuffer request = ByteBuffer.allocateDirect(message.length).put(message);
    for (int n = 0; n < clients; n++) {
      connections.add(new Connection(selector, port, request));
    }
  }

  /// Sends requests and waits for all answers.
  ///
  /// @param time how long requests are sent
  /// @param least at least so many, however long they take
  /// @return answers per second and how long each took
  Answered run(Duration time, int least) throws IOException {
    var latencies = LongStream.builder();
    long start = System.nanoTime();
    long nanos = 0;
    int begun = connections.size();
    int answered = 0;
    int inTime = 0;
    for (Connection connection : connections) {
      connection.send();
    }
    while (answered < begun) {
      if (selector.select(PATIENCE.toMillis()) == 0) {
        throw new IOException("no answer in " + PATIENCE);
      }
      for (SelectionKey key : selector.selectedKeys()) {
        var connection = (Connection) key.attachment();
        long latency = connection.proceed(buffer);
        if (latency >= 0) {
          latencies.add(latency);
          answered++;
          long now = System.nanoTime() - start;
          if (now < time.toNanos() || begun < least) {
            connection.send();
            begun++;
          }
          if (now < time.toNanos() || answered <= least) {
            inTime = answered;
            nanos = now;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return new Answered(1e9 * inTime / nanos, latencies.build().sorted().toArray());
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
