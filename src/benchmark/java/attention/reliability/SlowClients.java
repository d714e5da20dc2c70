package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.util.List;

/// Ten thousand connections that hardly send and hardly read: others notice nothing.
record SlowClients() implements Scenario {

  private static final int HEAP = 512;
  private static final int CONNECTIONS = 10_000;
  private static final double PER_SECOND = 100;
  private static final int NORMAL_CONNECTIONS = 500;
  private static final Words NORMAL = new Words(4, 3);
  private static final Words READ = new Words(128, 8); // 400 KB: no socket takes that many
  private static final double TIMES = 2;
  private static final int WAIT_MILLIS = 50;
  private static final int WAITS = 1_200;

  @Override
  public String name() {
    return "slow-clients";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    // Everybody connects anew: a connection from before the trouble would be a privilege.
    Message normal = Message.of(NORMAL).once();
    try (var service = bench.start(Start.withHeap(HEAP))) {
      Reply expected = service.ask(normal);
      var load = new OpenLoop(normal, expected, PER_SECOND, NORMAL_CONNECTIONS);
      load.run(service.address(), bench.time()); // to warm up
      Tally alone = load.run(service.address(), bench.time());
      try (var readiness = new Readiness(service);
          var crowd = new SlowCrowd(service.address(), CONNECTIONS, Message.of(READ))) {
        Tally arriving = load.run(service.address(), bench.time());
        for (int n = 0; n < WAITS && crowd.connected() < CONNECTIONS; n++) {
          Thread.sleep(WAIT_MILLIS);
        }
        Tally beside = load.run(service.address(), bench.time().multipliedBy(2));
        double goal = TIMES * alone.millis(0.99);
        return List.of(
            Finding.told(
                "slow connections",
                "%,d tried, %,d still open at the end".formatted(crowd.connected(), crowd.open())),
            Finding.proof(
                "normal requests that fail",
                "%s of %,d".formatted(both(arriving, beside), arriving.total() + beside.total()),
                "0",
                arriving.right() + beside.right() == arriving.total() + beside.total()),
            Finding.never("times not ready, of %,d".formatted(readiness.asked()), readiness.noes()),
            Finding.told("normal p99 alone", "%.1f ms".formatted(alone.millis(0.99))),
            Finding.told(
                "normal p99 while they connect", "%.1f ms".formatted(arriving.millis(0.99))),
            Finding.figure(
                "normal p99 beside them",
                "%.1f ms".formatted(beside.millis(0.99)),
                "≤ %.1f ms".formatted(goal),
                beside.millis(0.99) <= goal));
      }
    }
  }

  private static String both(Tally first, Tally second) {
    long refused = first.refused() + second.refused();
    long failed = first.failed() + second.failed() + first.wrong() + second.wrong();
    return failed + refused == 0
        ? "0"
        : "%,d refused, %s, %s".formatted(refused, first.failures(), second.failures());
  }
}
