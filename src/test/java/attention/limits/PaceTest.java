package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Who is too slow, by given times.
class PaceTest {

  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(
          64,
          Duration.ofSeconds(10),
          DataSize.ofBytes(1000),
          DataSize.ofBytes(1000),
          Duration.ofSeconds(5));

  private final Patience patience = new Patience(LIMITS);
  private final Pace pace = patience.ofBody();

  @Test
  void nothingIsTooSlowWithinTheGrace() {
    pace.add(0, nanos(5));

    assertThat(pace.tooSlow()).isFalse();
  }

  @Test
  void aByteLessThanTheRateIsTooSlow() {
    pace.add(5999, nanos(6));

    assertThat(pace.tooSlow()).isTrue();
  }

  @Test
  void theRateIsFastEnough() {
    pace.add(3000, nanos(3));
    pace.add(3000, nanos(3));

    assertThat(pace.tooSlow()).isFalse();
  }

  @Test
  void inACrowdTheGraceIsATenth() {
    patience.setCrowded(true);
    pace.add(100, nanos(1));

    assertThat(pace.tooSlow()).isTrue();
    patience.setCrowded(false);
    assertThat(pace.tooSlow()).isFalse();
  }

  private static long nanos(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
