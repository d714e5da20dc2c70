package attention.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Large arrays on their way from one request to the next.
class SpareTest {

  private static final int LARGE = 1 << 20;
  private static final int MANY = 100;

  private final Spare<byte[]> spare = new Spare<>(byte[]::new, array -> array.length, Byte.BYTES);

  @Test
  void whatWasGivenBackIsTakenByOneOther() {
    byte[] array = spare.take(LARGE, LARGE);
    assertThat(array).hasSize(LARGE);

    spare.giveBack(array);

    assertThat(spare.take(LARGE, LARGE)).isSameAs(array);
    assertThat(spare.take(LARGE, LARGE)).hasSize(LARGE).isNotSameAs(array);
  }

  @Test
  void itIsAsLongAsItMustBeAndNoLongerThanItMayBe() {
    byte[] array = spare.take(LARGE, LARGE);

    spare.giveBack(array);

    assertThat(spare.take(LARGE + 1, 2 * LARGE)).hasSize(LARGE + 1);
    assertThat(spare.take(LARGE - 2, LARGE - 1)).hasSize(LARGE - 2);
    assertThat(spare.take(LARGE - 2, LARGE)).isSameAs(array);
  }

  @Test
  void aShortOneIsNotRemembered() {
    byte[] array = spare.take(1_000, 1_000);

    spare.giveBack(array);

    assertThat(spare.take(1_000, 1_000)).isNotSameAs(array);
  }

  @Test
  void fewAreRemembered() {
    Set<byte[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int n = 0; n < MANY; n++) {
      taken.add(spare.take(LARGE, LARGE));
    }
    taken.forEach(spare::giveBack);

    int known = 0;
    for (int n = 0; n < MANY; n++) {
      known += taken.contains(spare.take(LARGE, LARGE)) ? 1 : 0;
    }

    assertThat(known).isBetween(1, 16);
  }

  @Test
  void theyBelongToTheCollector() throws InterruptedException {
    WeakReference<byte[]> array = giveBackOne();

    for (int n = 0; n < MANY && array.get() != null; n++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(array.get()).isNull();
    assertThat(spare.take(LARGE, LARGE)).hasSize(LARGE);
  }

  private WeakReference<byte[]> giveBackOne() {
    byte[] array = spare.take(LARGE, LARGE);
    spare.giveBack(array);
    return new WeakReference<>(array);
  }
}
