package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Who is let in, who waits, and that everything is given back.
class GateTest {

  private static final double LARGE = 2 * Gate.SMALL_WORK;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Gate gate =
      new Gate(
          new WorkLimits(DataSize.ofMegabytes(10), (long) 1e12, 1, 0, Duration.ofSeconds(1), LONG));

  @Test
  void whatNeverFitsIsRefusedForGood() {
    assertThatThrownBy(() -> compute(2e12, 0, () -> {}))
        .isInstanceOf(OverLimit.class)
        .hasMessageContaining("attention.limits.max-work");
    assertThatThrownBy(() -> compute(LARGE, 7e6, () -> {}))
        .isInstanceOf(OverLimit.class)
        .hasMessageContaining("attention.limits.max-memory");
    assertThatThrownBy(() -> gate.open(1_000_000, LONG, () -> false)).isInstanceOf(OverLimit.class);
  }

  @Test
  void aSecondLargeOneIsRefusedForNowAndASmallOneIsNot() throws InterruptedException {
    var started = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(
                () ->
                    compute(
                        LARGE,
                        0,
                        () -> {
                          started.countDown();
                          await(finish);
                        }));
    await(started);

    assertThatThrownBy(() -> compute(LARGE, 0, () -> {}))
        .isInstanceOfSatisfying(
            Busy.class, busy -> assertThat(busy.retryAfterSeconds()).isEqualTo(1));
    var small = new AtomicReference<String>();
    compute(1, 0, () -> small.set("done"));
    assertThat(small).hasValue("done");
    assertThat(gate.inFlight()).isEqualTo(1);

    finish.countDown();
    first.join();
    compute(LARGE, 0, () -> small.set("now it fits"));
    assertThat(small).hasValue("now it fits");
    assertThat(gate.refusedForTime()).isEqualTo(1);
    assertThat(gate.inFlight()).isZero();
    assertThat(gate.queued()).isZero();
    assertThat(gate.backlogSeconds()).isZero();
  }

  @Test
  void moreThanCanBeDoneSoonIsNotBegun() throws Exception {
    double answer = 2.5e6; // bytes, which are written in milliseconds
    List<Admission> begun = new ArrayList<>();
    Gate roomy =
        new Gate(
            new WorkLimits(
                DataSize.ofGigabytes(10), (long) 1e12, 1, 0, Duration.ofMillis(200), LONG));

    assertThatThrownBy(
            () -> {
              while (begun.size() < 1_000) {
                Admission next = roomy.open(-1, LONG, () -> false);
                begun.add(next);
                next.during(() -> roomy.compute(1, answer, _ -> 1));
              }
            })
        .isInstanceOf(Busy.class);
    assertThat(begun).hasSizeBetween(3, 100);
    assertThatThrownBy(() -> roomy.open(100_000, LONG, () -> false)).isInstanceOf(Busy.class);
    roomy.close(roomy.open(100, LONG, () -> false)); // a small one is

    Admission slow = begun.getFirst();
    double before = roomy.backlogSeconds();
    slow.waitForClient();
    assertThat(roomy.backlogSeconds()).isLessThan(before);

    begun.forEach(roomy::close);
    assertThat(roomy.backlogSeconds()).isZero();
    assertThat(roomy.refusedForTime()).isEqualTo(2);
  }

  @Test
  void allThatARequestComputesIsForgottenWhenItEnds() throws Exception {
    Admission twice = gate.open(-1, LONG, () -> false);
    twice.during(() -> gate.compute(LARGE, 0, _ -> 1));
    double once = gate.backlogSeconds();
    twice.during(() -> gate.compute(LARGE, 0, _ -> 1));
    assertThat(gate.backlogSeconds()).isGreaterThan(once);

    gate.close(twice);

    assertThat(gate.backlogSeconds()).isZero();
  }

  @Test
  void resultsAreHeldUntilTheRequestEnds() throws Exception {
    Admission one = gate.open(-1, LONG, () -> false);
    one.during(() -> gate.compute(LARGE, 4e6, _ -> 1));
    assertThat(gate.memoryTaken()).isEqualTo(4_000_000);

    assertThatThrownBy(() -> compute(LARGE, 4e6, () -> {})).isInstanceOf(Busy.class);

    gate.close(one);
    assertThat(gate.memoryTaken()).isZero();
    compute(LARGE, 4e6, () -> {});
    assertThat(gate.refusedForMemory()).isEqualTo(1);
  }

  @Test
  void whatWaitsForTheAnswerIsDoneOnceItIsThereAndNeverWithoutOne() throws Exception {
    List<String> done = new ArrayList<>();
    Admission answered = gate.open(-1, LONG, () -> false);
    Admission failed = gate.open(-1, LONG, () -> false);
    for (Admission one : List.of(answered, failed)) {
      one.during(
          () -> {
            gate.afterAnswer(() -> done.add("first"));
            gate.afterAnswer(() -> done.add("second"));
            return null;
          });
    }
    assertThat(done).isEmpty();

    answered.noteAnswered();
    gate.close(answered);
    gate.close(failed);
    gate.afterAnswer(() -> done.add("outside of a request"));

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void bodiesTakeRoomAsTheyCome() {
    Admission one = gate.open(-1, LONG, () -> false);
    one.holdBody(3_000_000);
    one.holdBody(3_500_000);
    assertThat(gate.memoryTaken()).isEqualTo(3_500_000);

    Admission other = gate.open(-1, LONG, () -> false);
    assertThatThrownBy(() -> other.holdBody(1_000_000)).isInstanceOf(Busy.class);
    assertThatThrownBy(() -> gate.open(200_000, LONG, () -> false)).isInstanceOf(Busy.class);

    assertThat(gate.refusedForMemory()).isEqualTo(2);
    gate.close(one);
    other.holdBody(1_000_000);
    gate.close(other);
    assertThat(gate.memoryTaken()).isZero();
  }

  @Test
  void anAnswerThatHasBegunIsNotRefusedAnyMore() throws InterruptedException {
    var started = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(
                () ->
                    compute(
                        LARGE,
                        0,
                        () -> {
                          started.countDown();
                          await(finish);
                        }));
    await(started);
    var done = new AtomicReference<String>();
    Admission rows = gate.open(-1, LONG, () -> false);
    Thread second =
        Thread.ofVirtual()
            .start(
                () ->
                    rows.<@Nullable Object, RuntimeException>during(
                        () ->
                            gate.<@Nullable Object>computeNext(
                                LARGE,
                                _ -> {
                                  done.set("done");
                                  return null;
                                })));
    while (gate.queued() == 0) {
      Thread.onSpinWait();
    }
    Thread.sleep(Duration.ofMillis(300)); // longer than others would wait
    assertThat(done).hasNullValue();

    finish.countDown();
    first.join();
    second.join();
    assertThat(done).hasValue("done");
    assertThat(gate.refusedForTime()).isZero();
  }

  @Test
  void theDeadlineEndsTheWork() {
    Admission short1 = gate.open(-1, Duration.ofMillis(1), () -> false);

    assertThatThrownBy(() -> short1.during(() -> gate.compute(1, 0, GateTest::forEver)))
        .isInstanceOf(DeadlinePassed.class)
        .hasMessageContaining("1 ms");
    gate.close(short1);
    assertThat(gate.deadlines()).isEqualTo(1);
    assertThat(gate.inFlight()).isZero();
  }

  @Test
  void aClientThatLeavesEndsTheWork() {
    Admission left = gate.open(-1, LONG, () -> true);

    assertThatThrownBy(() -> left.during(() -> gate.compute(1, 0, GateTest::forEver)))
        .isInstanceOf(ClientGone.class);
    gate.close(left);
    assertThat(gate.departures()).isEqualTo(1);
  }

  @Test
  void whatFailsGivesEverythingBack() {
    Admission fails = gate.open(-1, LONG, () -> false);
    assertThatThrownBy(
            () ->
                fails.during(
                    () ->
                        gate.compute(
                            LARGE,
                            1e6,
                            _ -> {
                              throw new IllegalStateException("as expected");
                            })))
        .hasMessage("as expected");
    gate.close(fails);

    assertThat(gate.memoryTaken()).isZero();
    assertThat(gate.inFlight()).isZero();
    assertThat(gate.backlogSeconds()).isZero();
  }

  private void compute(double multiplyAdds, double bytes, Runnable work) {
    Admission admission = gate.open(-1, LONG, () -> false);
    try {
      admission.<@Nullable Object, RuntimeException>during(
          () ->
              gate.<@Nullable Object>compute(
                  multiplyAdds,
                  bytes,
                  _ -> {
                    work.run();
                    return null;
                  }));
    } finally {
      gate.close(admission);
    }
  }

  private static int forEver(Runnable checkpoint) {
    while (true) {
      checkpoint.run();
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
