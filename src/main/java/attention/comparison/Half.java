package attention.comparison;

import attention.core.Numbers;
import attention.core.Tensor;

/// Floating-point formats of 16 bits.
enum Half {
  /// IEEE 754 half precision: 11 bits.
  FLOAT16("float16", 11) {
    @Override
    double round(double number) {
      return Float.float16ToFloat(Float.floatToFloat16((float) number));
    }
  },
  /// The upper half of a float32: 8 bits.
  BFLOAT16("bfloat16", 8) {
    @Override
    double round(double number) {
      int bits = Float.floatToRawIntBits((float) number);
      boolean finite = Double.isFinite(number);
      int rounded = finite ? bits + 0x7FFF + (bits >>> 16 & 1) : bits; // half to even
      return Float.intBitsToFloat(rounded & 0xFFFF0000);
    }
  };

  private final String word;
  private final double epsilon;

  Half(String word, int bits) {
    this.word = word;
    this.epsilon = Math.scalb(1.0, 1 - bits);
  }

  /// Rounds a number to the nearest of the format.
  abstract double round(double number);

  /// The distance from 1 to the next number.
  double epsilon() {
    return epsilon;
  }

  /// What people call it.
  String word() {
    return word;
  }

  /// Tells whether a number is one of the format.
  boolean holds(double number) {
    return Double.isNaN(number) || round(number) == number;
  }

  /// Rounds every number.
  Tensor round(Tensor tensor) {
    Numbers numbers = tensor.numbers();
    double[] rounded = new double[numbers.count()];
    for (int n = 0; n < rounded.length; n++) {
      rounded[n] = round(numbers.at(n));
    }
    return new Tensor(tensor.shape(), new Numbers.Float64(rounded));
  }
}
