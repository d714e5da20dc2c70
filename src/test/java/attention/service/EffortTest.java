package attention.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The work for an answer grows with the answer and no faster: told by the memory that is taken on
/// the way, because that does not depend on how busy the machine is.
class EffortTest {

  private final AttentionService service = Requests.service();

  // One head for the comparison: each row is made from what was computed, without copies.
  @Test
  void rowsOfTwoHeadsTakeAboutTwiceTheMemoryOfOne() {
    long one = allocatedByRows(request(2_000, 10, 8, 1, Include.WEIGHTS));
    long two = allocatedByRows(request(2_000, 10, 8, 2, Include.WEIGHTS));

    assertThat(two).isLessThan(3 * one);
  }

  // Four times as many workings of the same length.
  @Test
  void explanationsOfTwiceTheWordsTakeAboutFourTimesTheMemory() {
    long some = allocatedByRows(request(100, 100, 8, 2, Include.EXPLANATION));
    long twice = allocatedByRows(request(200, 200, 8, 2, Include.EXPLANATION));

    assertThat(twice).isLessThan(5 * some);
  }

  // All contexts together would take 2,000 * 8,000 * 4 bytes.
  @Test
  void rowsOfLongValuesAreComputedFewAtATime() {
    var largest = new long[1];
    var before = new long[] {allocated()};
    var request =
        new AttentionRequest(
            null,
            words(2_000, 1),
            words(1, 1),
            words(1, 8_000),
            null,
            null,
            null,
            null,
            null,
            null);

    service
        .rows(request, Include.CONTEXT)
        .forEach(
            row -> {
              long now = allocated();
              largest[0] = Math.max(largest[0], now - before[0]);
              before[0] = now;
            });

    assertThat(largest[0]).as("bytes taken before a row is handed over").isLessThan(10_000_000);
  }

  private long allocatedByRows(AttentionRequest request) {
    service.rows(request).forEach(row -> {}); // what is loaded the first time does not count
    long before = allocated();
    service.rows(request).forEach(row -> {});
    return allocated() - before;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static AttentionRequest request(
      int queries, int keys, int size, int heads, Include included) {
    return new AttentionRequest(
        null,
        words(queries, size),
        words(keys, size),
        null,
        null,
        List.of(included),
        null,
        null,
        heads,
        null);
  }

  private static List<WordVector> words(int count, int size) {
    return Collections.nCopies(count, new WordVector("a", new double[size]));
  }
}
