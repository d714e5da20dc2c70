package attention.service;

import attention.core.Contestant;
import attention.core.Race;
import attention.core.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What a second opinion costs beside the plain answer, 512 words of 64 numbers, in turns, see
/// [Race]: when the candidate is right, and when it is wrong in a way that no convention explains,
/// so that every one is tried.
///
/// `-Dbenchmark.seconds=5` is how long each warms up, and then how long it is measured.
final class CompareBenchmark {

  private static final int WORDS = 512;
  private static final int SIZE = 64;

  private CompareBenchmark() {}

  /// Prints what was measured, or fails if the verdicts are others.
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    double seconds = Double.parseDouble(System.getProperty("benchmark.seconds", "5"));
    AttentionService service = Requests.service();
    SecondOpinions opinions = Requests.opinions();
    var drawn = new ForeignProblem(new Random(1), WORDS, WORDS, SIZE, 1, 1).scaled().settled();
    CompareRequest right = drawn.onContext();
    drawn.there.scale = 0.3;
    CompareRequest unexplained = drawn.onContext();
    if (!opinions.compare(right).agrees() || !opinions.compare(unexplained).causes().isEmpty()) {
      throw new IllegalStateException("the verdicts are wrong");
    }
    List<Timing> timings =
        Race.run(
            List.of(
                new Contestant("plain answer", 1, () -> service.attend(right.request())),
                new Contestant("compare, right", 1, () -> opinions.compare(right)),
                new Contestant("compare, unexplained", 1, () -> opinions.compare(unexplained))),
            Duration.ofMillis(Math.round(1e3 * seconds)));
    System.out.printf("| 512 × 64 | ms | ÷ plain answer |%n|---|---|---|%n");
    for (Timing timing : timings) {
      System.out.printf(
          "| %s | %.2f | %.2f |%n",
          timing.contestant().name(), 1e3 * timing.seconds(), timings.getFirst().ratioTo(timing));
    }
  }
}
