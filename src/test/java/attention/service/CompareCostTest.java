package attention.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What a second opinion costs beside the plain answer.
class CompareCostTest {

  // Queries, keys and numbers of each.
  private static final int COUNT = 512;
  private static final int SIZE = 64;

  private final AttentionService service = Requests.service();
  private final SecondOpinions opinions = Requests.opinions();

  /// Both sides run often enough to be compiled, and the fastest run of each counts, so that other
  /// work on the machine does not.
  @Test
  void comparingTakesAtMostTwentyTimesAsLongAsAnswering() {
    var drawn = new ForeignProblem(new Random(1), COUNT, COUNT, SIZE, 1, 1).scaled().settled();
    CompareRequest agreeing = drawn.onContext();
    drawn.there.scale = 0.3; // what no convention explains, so that every one is tried
    CompareRequest unexplained = drawn.onContext();
    assertThat(opinions.compare(agreeing).agrees()).isTrue();
    assertThat(opinions.compare(unexplained).causes()).isEmpty();

    long plain = fastest(() -> service.attend(agreeing.request()));
    long agreed = fastest(() -> opinions.compare(agreeing));
    long searched = fastest(() -> opinions.compare(unexplained));

    assertThat(List.of(agreed, searched))
        .as("nanoseconds, beside %d of the plain answer", plain)
        .allMatch(time -> time <= 20 * plain);
  }

  private static long fastest(Supplier<Object> work) {
    long fastest = Long.MAX_VALUE;
    for (int run = 0; run < 30; run++) {
      long start = System.nanoTime();
      var _ = work.get();
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest;
  }
}
