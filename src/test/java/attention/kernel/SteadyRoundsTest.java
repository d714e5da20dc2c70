package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SteadyRoundsTest {

  private static final int ENOUGH = 1_000; // rounds in a row, as the class says
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration ROUND = Duration.ofMillis(1);

  private final AtomicInteger rounds = new AtomicInteger();

  @Test
  void equalRoundsEndSoon() {
    SteadyRounds.run(() -> compute(ROUND), Duration.ZERO, MINUTE);

    assertThat(rounds).hasValueBetween(ENOUGH, 5 * ENOUGH);
  }

  @Test
  void whatHoldsTheThreadUpDoesNotCount() {
    Duration pause = ROUND.multipliedBy(20);
    SteadyRounds.run(
        () -> {
          compute(ROUND);
          if (rounds.get() % 20 == 0) {
            LockSupport.parkNanos(pause.toNanos());
          }
        },
        Duration.ZERO,
        MINUTE);

    assertThat(rounds).hasValueBetween(ENOUGH, 5 * ENOUGH);
  }

  @Test
  void roundsThatBecomeFasterGoOn() {
    int slow = ENOUGH / 2;
    SteadyRounds.run(
        () -> compute(rounds.get() < slow ? ROUND.multipliedBy(10) : ROUND), Duration.ZERO, MINUTE);

    assertThat(rounds).hasValueGreaterThanOrEqualTo(slow + ENOUGH);
  }

  @Test
  @Timeout(60)
  void roundsThatAreNeverSteadyEndWhenTimeIsUp() {
    SteadyRounds.run(
        () -> compute(rounds.get() % 50 == 0 ? ROUND.multipliedBy(20) : ROUND),
        Duration.ZERO,
        Duration.ofSeconds(3));

    assertThat(rounds).hasValueGreaterThan(ENOUGH);
  }

  private void compute(Duration time) {
    rounds.incrementAndGet();
    var threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + time.toNanos();
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }
}
