package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// More requests than the service can answer: it answers as many as it can, and refuses the rest at
/// once.
///
/// A refusal takes a part of a millisecond, because the request must be read: the more an answer
/// takes, the less is lost by refusing. So there are two sizes.
///
/// The service has one processor and the clients have the others, so that what the clients do takes
/// nothing from it. How fast a processor is changes from minute to minute, so each load is compared
/// with the peak measured just before it, and the figure is the median of some rounds.
record Overload() implements Scenario {

  private static final List<Words> SIZES = List.of(new Words(256, 8), new Words(1_024, 8));
  private static final int HEAP = 512;
  private static final int CLIENTS = 8;
  private static final int CONNECTIONS = 1_000;
  private static final int WARM_UPS = 6;
  private static final int ROUNDS = 5;
  private static final double GOODPUT = 0.95;
  private static final double REFUSAL_MILLIS = 50;
  private static final List<Integer> TIMES = List.of(1, 2, 10);

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    var findings = new ArrayList<Finding>();
    for (Words words : SIZES) {
      findings.addAll(run(bench, words));
    }
    return findings;
  }

  private static List<Finding> run(Bench bench, Words words)
      throws IOException, InterruptedException {
    Message message = Message.of(words);
    Duration time = bench.time().dividedBy(2);
    try (var _ = new Apart();
        var service = bench.start(Start.withHeap(HEAP).onFirstProcessor())) {
      Reply expected = service.ask(message);
      // Until Java has compiled what answers, and what refuses.
      peak(service, message, expected, bench.time().multipliedBy(WARM_UPS));
      double first = peak(service, message, expected, time);
      new OpenLoop(message, expected, TIMES.getLast() * first, CONNECTIONS)
          .run(service.address(), bench.time().multipliedBy(WARM_UPS));
      var findings = new ArrayList<Finding>();
      for (int times : TIMES) {
        var rounds = new ArrayList<Round>();
        for (int n = 0; n < ROUNDS; n++) {
          double peak = peak(service, message, expected, time);
          var load = new OpenLoop(message, expected, times * peak, CONNECTIONS);
          long start = System.nanoTime();
          Tally tally = load.run(service.address(), time);
          rounds.add(new Round(peak, perSecond(tally, start), tally));
        }
        findings.addAll(findings("%s at %d×".formatted(words, times), rounds));
      }
      return findings;
    }
  }

  /// What came of a load.
  ///
  /// @param peak answers a second just before
  /// @param goodput right answers a second
  private record Round(double peak, double goodput, Tally tally) {

    double share() {
      return goodput / peak;
    }
  }

  private static double peak(Service service, Message message, Reply expected, Duration time)
      throws InterruptedException {
    try (var load = new ClosedLoop(service.address(), message, expected, CLIENTS)) {
      long start = System.nanoTime();
      Tally tally = load.run(time);
      return perSecond(tally, start);
    }
  }

  /// Right answers in the time from the start of a load until its last answer.
  private static double perSecond(Tally tally, long start) {
    return 1e9 * tally.right() / (System.nanoTime() - start);
  }

  private static List<Finding> findings(String load, List<Round> rounds) {
    var findings = new ArrayList<Finding>();
    double[] shares = rounds.stream().mapToDouble(Round::share).sorted().toArray();
    double goodput = median(shares);
    findings.add(
        Finding.figure(
            "goodput, %s".formatted(load),
            "%.0f %% of the peak of %,.0f/s (%.0f to %.0f %%)"
                .formatted(
                    100 * goodput,
                    median(rounds.stream().mapToDouble(Round::peak).sorted().toArray()),
                    100 * shares[0],
                    100 * shares[shares.length - 1]),
            "≥ %.0f %%".formatted(100 * GOODPUT),
            goodput >= GOODPUT));
    List<Tally> tallies = rounds.stream().map(Round::tally).toList();
    long refused = tallies.stream().mapToLong(Tally::refused).sum();
    if (refused > 0) {
      double longest =
          tallies.stream()
              .filter(t -> t.refused() > 0)
              .mapToDouble(t -> t.refusalMillis(0.5))
              .max()
              .orElseThrow();
      findings.add(
          Finding.figure(
              "median of %,d refusals, %s".formatted(refused, load),
              "%.1f ms".formatted(longest),
              "< %.0f ms".formatted(REFUSAL_MILLIS),
              longest < REFUSAL_MILLIS));
    }
    long failed = tallies.stream().mapToLong(Tally::failed).sum();
    findings.add(
        Finding.proof(
            "neither right answer nor 503/429 with Retry-After, %s".formatted(load),
            failed == 0
                ? "0"
                : tallies.stream().map(Tally::failures).collect(Collectors.joining("; ")),
            "0",
            failed == 0));
    findings.add(
        Finding.never(
            "wrong answers, %s".formatted(load), tallies.stream().mapToLong(Tally::wrong).sum()));
    return findings;
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }
}
