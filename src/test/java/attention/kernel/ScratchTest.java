package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrays that are kept from one computation to the next.
class ScratchTest {

  private static final int MANY = 1_000;

  private final Scratch<float[]> scratch = new Scratch<>(float[]::new, array -> array.length);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 4_096, 1 << 20, (1 << 20) + 1})
  void anArrayIsLongEnough(int length) {
    assertThat(scratch.take(length)).hasSizeGreaterThanOrEqualTo(length);
  }

  @Test
  void whatWasGivenBackIsTakenAgain() {
    float[] array = scratch.take(1_000);

    scratch.giveBack(array);

    assertThat(scratch.take(900)).isSameAs(array);
    assertThat(scratch.take(900)).isNotSameAs(array);
  }

  @Test
  void anotherSizeGetsAnotherArray() {
    float[] array = scratch.take(1_000);

    scratch.giveBack(array);

    assertThat(scratch.take(2_000)).hasSizeGreaterThanOrEqualTo(2_000);
  }

  @Test
  void fewAreKept() {
    Set<float[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int n = 0; n < MANY; n++) {
      taken.add(scratch.take(1_000));
    }
    taken.forEach(scratch::giveBack);

    int known = 0;
    for (int n = 0; n < MANY; n++) {
      known += taken.contains(scratch.take(1_000)) ? 1 : 0;
    }

    assertThat(known).isBetween(1, 2 * Runtime.getRuntime().availableProcessors());
  }
}
