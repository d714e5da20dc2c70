package attention.limits;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// How much is let in at a time, on two processors.
class LoadTest {

  private static final double WORK = 15e6;

  private final Load load =
      new Load(
          new WorkLimits(
              DataSize.ofGigabytes(1),
              (long) 1e12,
              2,
              0,
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)));

  @Test
  void whoTakesLongAmongManyIsNotTakenForSlow() {
    // Sixteen at a time, each of which takes 5 milliseconds of a processor: 40 in all.
    for (int round = 0; round < 100; round++) {
      assertThatCode(() -> letIn(16, WORK)).doesNotThrowAnyException();
      load.learn(16 * WORK, Duration.ofMillis(40).toNanos());
      load.leave((long) (16 * WORK), 16);
    }
  }

  @Test
  void oneForEachProcessorIsLetInWhateverItTakes() {
    letIn(2, 1e12);

    assertThatThrownBy(() -> letIn(1, WORK)).isInstanceOf(Busy.class);

    load.leave((long) 1e12, 1);
    letIn(1, WORK);
  }

  private void letIn(int count, double work) {
    for (int n = 0; n < count; n++) {
      load.enter(work, 0, false);
    }
  }
}
