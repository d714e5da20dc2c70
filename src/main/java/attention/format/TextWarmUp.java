package attention.format;

import attention.core.Numbers;
import attention.kernel.FasterRounds;
import java.time.Duration;

/// Writes floats with vectors until that is faster than to write them one by one, and says whether
/// it is: before Java has compiled it, it is much slower.
public final class TextWarmUp implements Runnable {

  private static final Duration AT_MOST = Duration.ofMinutes(1);

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
    var numbers = new Numbers.Float32(values);
    var vectors = new NumbersText(true);
    var plain = new NumbersText(false);
    isWarm =
        FasterRounds.run(
            () -> vectors.rows(numbers, FloatDigits.BLOCK, 0, 8),
            () -> plain.rows(numbers, FloatDigits.BLOCK, 0, 8),
            AT_MOST);
  }
}
