package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Who brings a thread along, and that it is taken away again.
class CarriersTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private static final int LEAST = 3;
  private static final int MOST = 5;

  private final List<Integer> told = new ArrayList<>();
  private final Carriers carriers = new Carriers(told::add, LEAST, MOST);

  private final Gate gate =
      new Gate(
          new WorkLimits(DataSize.ofMegabytes(10), (long) 1e12, 1, 0, Duration.ofSeconds(1), LONG),
          carriers);

  @Test
  void thereAreAsManyAsRequestsThatKeepThemAndNotMoreThanTheMost() {
    carriers.bring();
    carriers.bring();
    carriers.bring();
    carriers.takeAway();
    carriers.takeAway();
    carriers.takeAway();

    assertThat(told).containsExactly(3, 4, 5, 5, 5, 4, 3);
  }

  @Test
  void aSmallRequestBringsNone() {
    Admission small = gate.open(1_000, LONG, () -> false);
    small.holdBody(Gate.memoryOfBody(1_000));
    small.holdWork(1_000, 1_000);
    gate.close(small);

    assertThat(told).containsExactly(LEAST);
  }

  @Test
  void oneWithALongBodyBringsOneAndOnlyOneForAllItIs() {
    Admission large = gate.open(100_000, LONG, () -> false);
    large.holdBody(Gate.memoryOfBody(50_000));
    assertThat(told).containsExactly(LEAST, LEAST + 1);
    large.holdBody(Gate.memoryOfBody(100_000));
    large.holdWork(1e9, 1e6);
    gate.close(large);

    assertThat(told).containsExactly(LEAST, LEAST + 1, LEAST);
  }

  @Test
  void oneThatIsOnlyComputedLongBringsOne() {
    Admission large = gate.open(1_000, LONG, () -> false);
    large.holdWork(1e9, 1e6);
    gate.close(large);

    assertThat(told).containsExactly(LEAST, LEAST + 1, LEAST);
  }
}
