package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Who brings a thread along, and that it is taken away again.
class CarriersTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final VirtualThreadSchedulerMXBean scheduler =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

  private final Gate gate =
      new Gate(
          new WorkLimits(DataSize.ofMegabytes(10), (long) 1e12, 1, 0, Duration.ofSeconds(1), LONG));

  @Test
  void thereAreAsManyAsRequestsThatKeepThemAndNotMoreThanTheMost() {
    List<Integer> told = new ArrayList<>();
    var carriers = new Carriers(told::add, 3, 5);

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
    int before = scheduler.getParallelism();
    Admission small = gate.open(1_000, LONG, () -> false);
    small.holdBody(Gate.memoryOfBody(1_000));
    small.holdWork(1_000, 1_000);

    assertThat(scheduler.getParallelism()).isEqualTo(before);
    gate.close(small);
    assertThat(scheduler.getParallelism()).isEqualTo(before);
  }

  @Test
  void oneWithALongBodyBringsOneAndOnlyOneForAllItIs() {
    int before = scheduler.getParallelism();
    Admission large = gate.open(100_000, LONG, () -> false);
    large.holdBody(Gate.memoryOfBody(50_000));
    assertThat(scheduler.getParallelism()).isEqualTo(before + 1);
    large.holdBody(Gate.memoryOfBody(100_000));
    large.holdWork(1e9, 1e6);

    assertThat(scheduler.getParallelism()).isEqualTo(before + 1);
    gate.close(large);
    assertThat(scheduler.getParallelism()).isEqualTo(before);
  }

  @Test
  void oneThatIsOnlyComputedLongBringsOne() {
    int before = scheduler.getParallelism();
    Admission large = gate.open(1_000, LONG, () -> false);
    large.holdWork(1e9, 1e6);

    assertThat(scheduler.getParallelism()).isEqualTo(before + 1);
    gate.close(large);
    assertThat(scheduler.getParallelism()).isEqualTo(before);
  }
}
