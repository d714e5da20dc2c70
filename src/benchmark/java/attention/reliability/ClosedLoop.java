package attention.reliability;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Clients that each send a request as soon as the last one is answered, until they are told to
/// stop. One that is refused rests a little before it asks again.
final class ClosedLoop implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long REST_MILLIS = 100;

  private final InetSocketAddress address;
  private final Tally tally = new Tally();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /// Begins.
  ///
  /// @param messages what the clients send in turn
  /// @param expected the right answer to each
  ClosedLoop(InetSocketAddress address, List<Message> messages, List<Reply> expected, int clients) {
    this.address = address;
    for (int n = 0; n < clients; n++) {
      int first = n;
      threads.add(Thread.ofVirtual().start(() -> ask(messages, expected, first)));
    }
  }

  /// Begins, with one request for all.
  ClosedLoop(InetSocketAddress address, Message message, Reply expected, int clients) {
    this(address, List.of(message), List.of(expected), clients);
  }

  private void ask(List<Message> messages, List<Reply> expected, int first) {
    try (var client = new Client(address, PATIENCE)) {
      for (int n = first; !stopping; n++) {
        int which = n % messages.size();
        if (!ask(client, messages.get(which), expected.get(which))) {
          Thread.sleep(REST_MILLIS);
        }
      }
    } catch (IOException closed) {
      // Nothing is lost with a connection that cannot even be closed.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ask(Client client, Message message, Reply expected) {
    long start = System.nanoTime();
    try {
      Reply reply = client.send(message);
      tally.add(reply, expected, System.nanoTime() - start);
      return reply.isOk();
    } catch (ConnectException refused) {
      if (stopping) {
        return false; // as everybody was told
      }
      tally.add(refused);
      return false;
    } catch (IOException failure) {
      tally.add(failure);
      return false;
    }
  }

  /// What became of the requests so far.
  Tally tally() {
    return tally;
  }

  /// Tells the clients to send nothing more; connections that are refused do not count from now on.
  void stop() {
    stopping = true;
  }

  /// Lets them go on for a time, stops them, and waits for the last answers.
  Tally run(Duration time) throws InterruptedException {
    Thread.sleep(time);
    close();
    return tally;
  }

  @Override
  public void close() {
    stop();
    Waiting.until(threads);
  }
}
