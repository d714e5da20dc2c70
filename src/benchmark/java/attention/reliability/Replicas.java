package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Three replicas behind the load balancer, and clients that ask all the time.
final class Replicas implements AutoCloseable {

  private static final int COUNT = 3;
  private static final int HEAP = 256;
  private static final int CLIENTS = 4;
  private static final int GLANCE_MILLIS = 20;
  private static final List<Words> WORDS = List.of(new Words(4, 3), new Words(32, 16));

  private final Bench bench;
  private final int port;
  private final List<Service> services = new ArrayList<>();
  private final NameServer names;
  private final Nginx nginx;
  private final ClosedLoop clients;

  /// Starts all.
  Replicas(Bench bench) throws IOException, InterruptedException {
    this.bench = bench;
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("0.0.0.0"))) {
      port = socket.getLocalPort();
    }
    var addresses = new ArrayList<InetAddress>();
    for (int n = 0; n < COUNT; n++) {
      addresses.add(InetAddress.ofLiteral(host(n)));
      services.add(bench.start(how(n)));
    }
    names = new NameServer(addresses);
    nginx = new Nginx(names.port(), port, bench.folder());
    List<Message> messages = WORDS.stream().map(Message::of).toList();
    var expected = new ArrayList<Reply>();
    for (Message message : messages) {
      expected.add(services.getFirst().ask(message));
    }
    clients = new ClosedLoop(nginx.address(), messages, expected, CLIENTS);
  }

  private static String host(int replica) {
    return "127.0.0." + (replica + 1);
  }

  private Start how(int replica) {
    return Start.withHeap(HEAP).at(host(replica), port);
  }

  static int count() {
    return COUNT;
  }

  /// What became of the clients' requests so far.
  Tally tally() {
    return clients.tally();
  }

  /// Waits until so many requests have been sent in all.
  void await(long requests) throws InterruptedException {
    while (tally().total() < requests) {
      Thread.sleep(GLANCE_MILLIS);
    }
  }

  /// Ends a replica as a crash does.
  void kill(int replica) {
    services.get(replica).kill();
  }

  /// Tells a replica to stop, and waits until it has.
  void stop(int replica) {
    services.get(replica).close();
  }

  /// Starts a replica anew, and waits until it is ready.
  void restart(int replica) throws IOException, InterruptedException {
    services.set(replica, bench.start(how(replica)));
  }

  /// Lets the clients finish, and tells what became of their requests.
  List<Finding> findings() {
    clients.close();
    Tally tally = tally();
    return List.of(
        Finding.proof(
            "failed requests of %,d".formatted(tally.total()),
            tally.refused() == 0
                ? tally.failures()
                : "%s, %,d refused".formatted(tally.failures(), tally.refused()),
            "0",
            tally.failed() + tally.refused() == 0),
        Finding.never("wrong answers", tally.wrong()),
        Finding.told(
            "latency, median / p99 / longest",
            "%.1f / %.1f / %.0f ms"
                .formatted(tally.millis(0.5), tally.millis(0.99), tally.millis(1))));
  }

  @Override
  public void close() {
    clients.close();
    nginx.close();
    names.close();
    for (Service service : services) {
      service.close();
    }
  }
}
