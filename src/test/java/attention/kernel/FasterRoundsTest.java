package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FasterRoundsTest {

  private static final int ENOUGH = 1_000; // rounds, as the class says
  private static final int LOST = 100; // of them, at most
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECONDS = Duration.ofSeconds(3);
  private static final Duration ROUND = Duration.ofNanos(100_000);

  private final AtomicInteger rounds = new AtomicInteger();

  @Test
  void fasterRoundsEndSoon() {
    assertThat(FasterRounds.run(() -> round(ROUND), this::slower, MINUTE)).isTrue();

    assertThat(rounds).hasValueBetween(ENOUGH, 5 * ENOUGH);
  }

  @Test
  void whatHoldsTheThreadUpDoesNotCount() {
    Duration pause = ROUND.multipliedBy(20);
    Runnable round =
        () -> {
          round(ROUND);
          if (rounds.get() % 20 == 0) {
            LockSupport.parkNanos(pause.toNanos());
          }
        };

    assertThat(FasterRounds.run(round, this::slower, MINUTE)).isTrue();

    assertThat(rounds).hasValueBetween(ENOUGH, 5 * ENOUGH);
  }

  @Test
  void aFewDisturbedRoundsDoNotMatter() {
    Runnable round = () -> round(rounds.get() % 300 == 0 ? ROUND.multipliedBy(200) : ROUND);

    assertThat(FasterRounds.run(round, this::slower, MINUTE)).isTrue();

    assertThat(rounds).hasValueBetween(ENOUGH, 5 * ENOUGH);
  }

  @Test
  void roundsThatBecomeFasterGoOn() {
    int slow = ENOUGH / 2;
    Runnable round = () -> round(rounds.get() < slow ? ROUND.multipliedBy(10) : ROUND);

    assertThat(FasterRounds.run(round, this::slower, MINUTE)).isTrue();

    assertThat(rounds).hasValueGreaterThanOrEqualTo(slow + ENOUGH - LOST);
  }

  @Test
  @Timeout(60)
  void roundsThatAreFasterOnlyNowAndThenEndWhenTimeIsUp() {
    Runnable round = () -> round(rounds.get() % 100 < 50 ? ROUND.multipliedBy(10) : ROUND);

    assertThat(FasterRounds.run(round, this::slower, SECONDS)).isFalse();
  }

  @Test
  @Timeout(60)
  void roundsThatAreNeverFasterEndWhenTimeIsUp() {
    assertThat(FasterRounds.run(() -> round(ROUND), () -> compute(ROUND.dividedBy(4)), SECONDS))
        .isFalse();

    assertThat(rounds).hasValueGreaterThan(LOST);
  }

  private void round(Duration time) {
    rounds.incrementAndGet();
    compute(time);
  }

  private void slower() {
    compute(ROUND.multipliedBy(4));
  }

  private static void compute(Duration time) {
    var threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + time.toNanos();
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }
}
