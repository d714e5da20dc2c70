package attention.reliability;

import attention.endtoend.Words;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// More requests than the service can answer: it answers as many as it can, and refuses the rest at
/// once.
///
/// The service has one processor and the clients have the others, so that what the clients do takes
/// nothing from it.
record Overload() implements Scenario {

  private static final Words WORDS = new Words(256, 8);
  private static final int HEAP = 512;
  private static final int CLIENTS = 8;
  private static final int CONNECTIONS = 1_000;
  private static final int WARM_UPS = 3;
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
    Message message = Message.of(WORDS);
    try (var _ = new Apart();
        var service = bench.start(Start.withHeap(HEAP).onFirstProcessor())) {
      Reply expected = service.ask(message);
      // Once to warm up: answers, and refusals beside them.
      double first = peak(service, message, expected, bench.time());
      new OpenLoop(message, expected, TIMES.getLast() * first, CONNECTIONS)
          .run(service.address(), bench.time().multipliedBy(WARM_UPS));
      double peak = peak(service, message, expected, bench.time());
      findings.add(Finding.told("peak of %s".formatted(WORDS), "%,.0f answers/s".formatted(peak)));
      for (int times : TIMES) {
        var load = new OpenLoop(message, expected, times * peak, CONNECTIONS);
        findings.addAll(
            findings(times, peak, bench.time(), load.run(service.address(), bench.time())));
      }
    }
    return findings;
  }

  private static double peak(Service service, Message message, Reply expected, Duration time)
      throws InterruptedException {
    try (var warmUp = new ClosedLoop(service.address(), message, expected, CLIENTS)) {
      warmUp.run(time.multipliedBy(WARM_UPS));
    }
    try (var load = new ClosedLoop(service.address(), message, expected, CLIENTS)) {
      long start = System.nanoTime();
      Tally tally = load.run(time);
      return 1e9 * tally.right() / (System.nanoTime() - start);
    }
  }

  private static List<Finding> findings(int times, double peak, Duration time, Tally tally) {
    var findings = new ArrayList<Finding>();
    double goodput = 1e3 * tally.rightInTime() / time.toMillis();
    findings.add(
        Finding.figure(
            "goodput at %d×".formatted(times),
            "%,.0f/s, %.0f %% of peak".formatted(goodput, 100 * goodput / peak),
            "≥ %.0f %%".formatted(100 * GOODPUT),
            goodput >= GOODPUT * peak));
    if (tally.refused() > 0) {
      double median = tally.refusalMillis(0.5);
      findings.add(
          Finding.figure(
              "median of %,d refusals at %d×".formatted(tally.refused(), times),
              "%.1f ms".formatted(median),
              "< %.0f ms".formatted(REFUSAL_MILLIS),
              median < REFUSAL_MILLIS));
    }
    findings.add(
        Finding.proof(
            "neither right answer nor 503/429 with Retry-After at %d×".formatted(times),
            tally.failures(),
            "0",
            tally.failed() == 0));
    findings.add(Finding.never("wrong answers at %d×".formatted(times), tally.wrong()));
    return findings;
  }
}
