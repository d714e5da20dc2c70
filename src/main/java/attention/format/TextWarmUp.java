package attention.format;

import attention.core.Numbers;
import attention.kernel.SteadyRounds;
import java.time.Duration;

/// Writes floats with vectors until Java has compiled that, and says whether it has: before, it
/// would be much slower than to write them one by one.
public final class TextWarmUp implements Runnable {

  private static final Duration AT_LEAST = Duration.ofMillis(500);
  private static final Duration AT_MOST = Duration.ofSeconds(10);

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
    var numbers = new Numbers.Float32(values);
    SteadyRounds.run(() -> text.rows(numbers, FloatDigits.BLOCK, 0, 8), AT_LEAST, AT_MOST);
    isWarm = true;
  }
}
