package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// SIGTERM while clients that keep their connections ask all the time, some for large answers: what
/// has begun is finished.
record StopUnderLoad() implements Scenario {

  private static final List<Words> SMALL = List.of(new Words(4, 3), new Words(64, 16));
  private static final Words LARGE = new Words(1_024, 64);
  private static final int HEAP = 1_024;
  private static final int CLIENTS = 16;
  private static final int LARGE_CLIENTS = 2;
  private static final int TIMES = 3;
  private static final Duration GOAL = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "stop-under-load";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    long answered = 0;
    long broken = 0;
    long unanswered = 0;
    var wrong = new ArrayList<String>();
    double longest = 0;
    double slowest = 0;
    for (int n = 0; n < TIMES; n++) {
      var stop = new Stop(bench);
      for (Tally tally : stop.tallies) {
        answered += tally.right();
        broken += tally.broken();
        unanswered += tally.unanswered();
        if (tally.wrong() > 0) {
          wrong.add(tally.wrongs());
        }
        slowest = Math.max(slowest, 1e-3 * tally.millis(1));
      }
      longest = Math.max(longest, stop.seconds);
    }
    return List.of(
        Finding.told(
            "%d × SIGTERM, keep-alive clients".formatted(TIMES), "%,d answers".formatted(answered)),
        Finding.never("broken answers", broken),
        Finding.proof(
            "wrong answers",
            wrong.isEmpty() ? "0" : String.join("; ", wrong),
            "0",
            wrong.isEmpty()),
        Finding.figure(
            "requests without any answer", "%,d".formatted(unanswered), "0", unanswered == 0),
        Finding.proof(
            "from SIGTERM to the end",
            "%.1f s (longest answer %.1f s)".formatted(longest, slowest),
            "≤ %d s + longest answer".formatted(GOAL.toSeconds()),
            longest <= GOAL.toSeconds() + slowest));
  }

  /// One of them.
  private static final class Stop {

    private final List<Tally> tallies;
    private final double seconds;

    private Stop(Bench bench) throws IOException, InterruptedException {
      try (var service = bench.start(Start.withHeap(HEAP))) {
        List<Message> messages = SMALL.stream().map(Message::of).toList();
        var expected = new ArrayList<Reply>();
        for (Message message : messages) {
          expected.add(service.ask(message));
        }
        Message large = Message.of(LARGE);
        Reply largeExpected = service.ask(large);
        try (var small = new ClosedLoop(service.address(), messages, expected, CLIENTS);
            var giants = new ClosedLoop(service.address(), large, largeExpected, LARGE_CLIENTS)) {
          Thread.sleep(bench.time().dividedBy(2));
          long start = System.nanoTime();
          service.terminate();
          boolean ended = service.ends(LIMIT);
          seconds = ended ? 1e-9 * (System.nanoTime() - start) : Double.POSITIVE_INFINITY;
          tallies = List.of(small.tally(), giants.tally());
        }
      }
    }
  }
}
