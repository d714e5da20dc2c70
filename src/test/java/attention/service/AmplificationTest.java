package attention.service;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Faults;
import attention.limits.Limits;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// A small request that is wrong cannot make the service take much memory or time before it is
/// refused.
class AmplificationTest {

  private static final Limits LIMITS =
      new Limits(
          DataSize.ofMegabytes(64),
          16_384,
          8_192,
          256,
          16,
          1_000,
          DataSize.ofMegabytes(256),
          262_144);
  private static final int MANY = 16_384;

  // What was refused would have taken 500 MB and more; the texts of many faults take a few.
  private static final long ROOM = 64 << 20;

  @Test
  void oneLongVectorBesideManyShortOnes() {
    var words = new ArrayList<>(Collections.nCopies(MANY, new WordVector("a", new double[1])));
    words.set(0, new WordVector("a", new double[8_192]));

    assertThat(allocatedWhileRefused(request(words, null))).isLessThan(ROOM);
  }

  @Test
  void aBiasOfManyEmptyRows() {
    var rows = Collections.nCopies(1_000_000, new double[0]);

    assertThat(
            allocatedWhileRefused(
                request(
                    many(),
                    options(new BiasOption.Dense(new BiasTable(List.of(rows), false)), null))))
        .isLessThan(ROOM);
  }

  @Test
  void aBiasOfEmptyRowsInTheRightNumber() {
    var rows = Collections.nCopies(MANY, new double[0]);

    assertThat(
            allocatedWhileRefused(
                request(
                    many(),
                    options(new BiasOption.Dense(new BiasTable(List.of(rows), false)), null))))
        .isLessThan(ROOM);
  }

  @Test
  void moreMasksThanAnyoneCombines() {
    MaskOption mask = new MaskOption.Any(Collections.nCopies(65, new MaskOption.Prefix(1)));

    assertThat(faults(request(many(), options(null, mask))).kept().getFirst().detail())
        .isEqualTo("combines 65 masks, at most 64 are allowed");
  }

  private static long allocatedWhileRefused(AttentionRequest request) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Faults faults = faults(request);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(faults.isEmpty()).isFalse();
    return allocated;
  }

  private static Faults faults(AttentionRequest request) {
    var faults = new Faults();
    ResolvedRequest.of(request, LIMITS, faults);
    return faults;
  }

  private static List<WordVector> many() {
    return Collections.nCopies(MANY, new WordVector("a", new double[1]));
  }

  private static Options options(@Nullable BiasOption bias, @Nullable MaskOption mask) {
    return new Options(null, null, null, null, bias, null, mask, null, null, null, null);
  }

  private static AttentionRequest request(List<WordVector> words, @Nullable Options options) {
    return new AttentionRequest(words, null, null, null, options, null, null, null, null, null);
  }
}
