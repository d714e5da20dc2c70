package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Shares against the JDK's division. Its quotient of two floats in double precision, rounded once
/// more, is the correctly rounded one (Figueroa 1995), but for results below the normal range.
class SharesTest {

  private static final int QUERIES = FloatTile.LANES;
  private static final int KEYS = 4_096;
  private static final int ROUNDS = 100;

  private final Random random = new Random(36);

  @Test
  void arePowersDividedByTheirTotal() {
    for (int round = 0; round < ROUNDS; round++) {
      float[] totals = new float[QUERIES];
      for (int i = 0; i < QUERIES; i++) {
        totals[i] = (float) Math.scalb(1 + random.nextDouble(), random.nextInt(24));
      }
      totals[0] = 1;
      totals[1] = Math.nextDown(2f); // all bits set
      float[] powers = powers();
      float[] shares = powers.clone();
      FloatLanes.shares(shares, 0, KEYS, QUERIES, totals);
      for (int n = 0; n < shares.length; n++) {
        check(shares[n], powers[n], totals[n % QUERIES]);
      }
      float[] single = powers.clone();
      FloatLanes.shares(single, 3, single.length - 2, totals[2]);
      for (int n = 3; n < single.length - 2; n++) {
        check(single[n], powers[n], totals[2]);
      }
    }
  }

  private static void check(float share, float power, float total) {
    assertThat(share).isEqualTo(FloatMath.share(power, total)); // by their bits
    float quotient = (float) ((double) power / total);
    if (quotient >= Float.MIN_NORMAL || quotient == 0) {
      assertThat(share).as("%s / %s", power, total).isEqualTo(quotient);
    } else {
      assertThat(Math.abs(share - quotient)).isLessThanOrEqualTo(Float.MIN_VALUE);
    }
  }

  /// From 0 to 1, down to the smallest subnormal float.
  private float[] powers() {
    float[] powers = new float[KEYS * QUERIES];
    for (int n = 0; n < powers.length; n++) {
      int exponent = random.nextInt(4) == 0 ? -random.nextInt(151) : -random.nextInt(24);
      powers[n] = (float) Math.scalb(1 - random.nextDouble() / 2, exponent);
    }
    powers[5] = 0;
    powers[6] = Float.MIN_VALUE;
    powers[7] = Float.MIN_NORMAL;
    powers[8] = 1;
    return powers;
  }
}
