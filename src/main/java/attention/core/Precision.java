package attention.core;

import java.util.Locale;

/// How precisely attention is computed.
public enum Precision {
  /// Single precision: 24 bits.
  FLOAT32,
  /// Double precision: 53 bits; the reference.
  FLOAT64;

  // Just below the middle between the largest float and the next power of two.
  private static final double LARGEST_FLOAT = Math.nextDown(0x1.ffffffp127);

  /// Rounds a number to this precision.
  ///
  /// @return infinity if it is beyond the largest number
  public double round(double number) {
    return switch (this) {
      case FLOAT32 -> (float) number;
      case FLOAT64 -> number;
    };
  }

  /// Tells whether a number, rounded to this precision, is finite.
  public boolean holds(double number) {
    return Double.isFinite(round(number));
  }

  /// The largest number that, rounded to this precision, is finite.
  public double largest() {
    return switch (this) {
      case FLOAT32 -> LARGEST_FLOAT;
      case FLOAT64 -> Double.MAX_VALUE;
    };
  }

  /// How many bytes a number takes.
  public int bytes() {
    return switch (this) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT64 -> Double.BYTES;
    };
  }

  /// The name in requests and messages, for example `float32`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
