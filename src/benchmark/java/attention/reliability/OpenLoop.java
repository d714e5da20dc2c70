package attention.reliability;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// Requests at a fixed rate, whether earlier ones are answered or not, as a crowd of independent
/// clients sends them.
///
/// The time of each counts from the moment when it was due, so that a wait before it could be sent
/// is not forgotten.
///
/// @param message the request
/// @param expected the right answer
/// @param perSecond the rate
/// @param connections how many clients may wait at a time; a request that is due while all of them
///   wait is not sent and counts as failed
record OpenLoop(Message message, Reply expected, double perSecond, int connections) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Sends for a time and waits for the last answers.
  Tally run(InetSocketAddress address, Duration time) {
    var tally = new Tally();
    var idle = new ConcurrentLinkedDeque<Client>();
    var free = new Semaphore(connections);
    long start = System.nanoTime();
    long count = Math.round(1e-9 * time.toNanos() * perSecond);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long n = 0; n < count; n++) {
        long due = start + Math.round(1e9 * n / perSecond);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        if (free.tryAcquire()) {
          threads.execute(
              () -> {
                Client client = idle.pollFirst();
                client = client == null ? new Client(address, PATIENCE) : client;
                send(client, due, tally);
                idle.addFirst(client);
                free.release();
              });
        } else {
          tally.addUnsent();
        }
      }
    }
    for (Client client : idle) {
      closeQuietly(client);
    }
    return tally;
  }

  private void send(Client client, long due, Tally tally) {
    try {
      Reply reply = client.send(message);
      tally.add(reply, expected, System.nanoTime() - due);
    } catch (IOException failure) {
      tally.add(failure);
    }
  }

  private static void closeQuietly(Client client) {
    try {
      client.close();
    } catch (IOException closed) {
      // It is, one way or the other.
    }
  }
}
