package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that threads share.
class TasksTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1_000})
  void doesEachTaskOnce(int count) {
    var times = new AtomicIntegerArray(count);

    Tasks.share(count, times::incrementAndGet);

    assertThat(IntStream.range(0, count).map(times::get)).hasSize(count).allMatch(n -> n == 1);
  }

  @Test
  void aThreadThatIsHeldUpLeavesTheRestToTheOthers() {
    assumeThat(ForkJoinPool.getCommonPoolParallelism()).isPositive();
    int count = 100;
    var done = new CountDownLatch(count - 1);

    Tasks.share(
        count,
        n -> {
          if (n == 0) {
            await(done); // in vain, if others had to be done by this thread
          } else {
            done.countDown();
          }
        });

    assertThat(done.getCount()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void nothingIsBegunAfterAFailureAndNothingGoesOn() {
    var begun = new AtomicInteger();
    var ended = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Tasks.share(
                    1_000_000,
                    n -> {
                      begun.incrementAndGet();
                      if (n == 10) {
                        throw new IllegalStateException("tenth");
                      }
                      ended.incrementAndGet();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tenth");

    assertThat(begun).hasValueLessThan(1_000_000);
    assertThat(ended).hasValue(begun.get() - 1);
  }

  @Test
  void stopsWhereOneGivesFalse() {
    var begun = new AtomicInteger();

    boolean areTrue = Tasks.areTrue(1_000_000, n -> begun.incrementAndGet() < 10 && n >= 0);

    assertThat(areTrue).isFalse();
    assertThat(begun).hasValueLessThan(1_000_000);
    assertThat(Tasks.areTrue(1_000, n -> n >= 0)).isTrue();
  }
}
