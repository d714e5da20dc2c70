package attention.format;

import java.time.Duration;

/// Writes floats with vectors until Java has compiled that, and says whether it has: before, it
/// would be much slower than to write them one by one.
public final class TextWarmUp implements Runnable {

  private static final Duration AT_LEAST = Duration.ofMillis(500);
  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final int STEADY_ROUNDS = 200;
  private static final double STEADY = 5; // a round may take so many times the shortest one

  private volatile boolean isWarm;

  /// Tells whether vectors are fast.
  boolean isWarm() {
    return isWarm;
  }

  /// Warms up. Needs the module `jdk.incubator.vector`.
  @Override
  public void run() {
    float[] values = new float[8 * FloatDigits.BLOCK];
    for (int n = 0; n < values.length; n++) {
      values[n] = (float) Math.sin(n) * (1 << n % 30);
    }
    var text = new NumbersText(true);
    long start = System.nanoTime();
    long shortest = Long.MAX_VALUE;
    int steady = 0;
    while (steady < STEADY_ROUNDS || System.nanoTime() - start < AT_LEAST.toNanos()) {
      long before = System.nanoTime();
      text.rows(values, FloatDigits.BLOCK, 0, 8);
      long took = System.nanoTime() - before;
      shortest = Math.min(shortest, took);
      steady = took < STEADY * shortest ? steady + 1 : 0;
      if (System.nanoTime() - start > AT_MOST.toNanos()) {
        break; // a busy machine may never look steady
      }
    }
    isWarm = true;
  }
}
