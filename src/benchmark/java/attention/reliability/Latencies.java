package attention.reliability;

import java.util.Arrays;

/// How long requests took. Not for several threads.
final class Latencies {

  private long[] nanos = new long[1_024];
  private int count;

  void add(long taken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = taken;
  }

  int count() {
    return count;
  }

  /// Milliseconds that a share of the requests did not exceed; not a number if there are none.
  ///
  /// @param share 0.5 for the median
  double millis(double share) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return count == 0 ? Double.NaN : 1e-6 * sorted[Math.min(count - 1, (int) (share * count))];
  }
}
