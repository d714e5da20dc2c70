package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.util.List;

/// Small requests while large ones keep the service busy: they hardly wait.
record SmallBesideLarge() implements Scenario {

  private static final Words SMALL = new Words(4, 3);
  private static final Words LARGE = new Words(2_048, 64);
  private static final int HEAP = 1_024;
  private static final double PER_SECOND = 200;
  private static final int CONNECTIONS = 200;
  private static final int LARGE_CLIENTS = 8;
  private static final double TIMES = 3;
  private static final double MILLIS = 10;

  @Override
  public String name() {
    return "small-beside-large";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    Message small = Message.of(SMALL);
    Message large = Message.of(LARGE);
    try (var service = bench.start(Start.withHeap(HEAP))) {
      Reply answer = service.ask(small);
      var load = new OpenLoop(small, answer, PER_SECOND, CONNECTIONS);
      load.run(service.address(), bench.time()); // to warm up
      Tally alone = load.run(service.address(), bench.time());
      Reply largeAnswer = service.ask(large);
      Tally beside;
      Tally giants;
      long start = System.nanoTime();
      try (var crowd = new ClosedLoop(service.address(), large, largeAnswer, LARGE_CLIENTS)) {
        Thread.sleep(bench.time().dividedBy(2));
        beside = load.run(service.address(), bench.time().multipliedBy(2));
        giants = crowd.tally();
      }
      double seconds = 1e-9 * (System.nanoTime() - start);
      double goal = TIMES * alone.millis(0.99) + MILLIS;
      return List.of(
          Finding.told("p99 of %s alone".formatted(SMALL), "%.1f ms".formatted(alone.millis(0.99))),
          Finding.figure(
              "p99 of %s beside %d × %s".formatted(SMALL, LARGE_CLIENTS, LARGE),
              "%.1f ms (median %.1f)".formatted(beside.millis(0.99), beside.millis(0.5)),
              "≤ %.1f ms".formatted(goal),
              beside.millis(0.99) <= goal),
          Finding.figure(
              "small ones not answered",
              "%,d refused, %s".formatted(beside.refused(), beside.failures()),
              "0",
              beside.refused() + beside.failed() == 0),
          Finding.told(
              "large ones meanwhile",
              "%.1f/s, %,d refused".formatted(giants.right() / seconds, giants.refused())),
          Finding.never("wrong answers", beside.wrong() + giants.wrong()),
          Finding.proof(
              "large ones neither answered nor refused",
              giants.failures(),
              "0",
              giants.failed() == 0));
    }
  }
}
