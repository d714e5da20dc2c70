package attention.core;

import java.util.Arrays;
import java.util.List;

/// Numbers in one of the two precisions that attention is computed in.
public sealed interface Numbers {

  /// Numbers in single precision.
  ///
  /// @param values not copied
  record Float32(float[] values) implements Numbers {}

  /// Numbers in double precision.
  ///
  /// @param values not copied
  record Float64(double[] values) implements Numbers {}

  /// Gives zeros.
  static Numbers zeros(Precision precision, int count) {
    return switch (precision) {
      case FLOAT32 -> new Float32(new float[count]);
      case FLOAT64 -> new Float64(new double[count]);
    };
  }

  /// Gives numbers that may be anything until they are set.
  static Numbers unset(Precision precision, int count) {
    return switch (precision) {
      case FLOAT32 -> new Float32(Spare.FLOATS.take(count, count));
      case FLOAT64 -> new Float64(Spare.DOUBLES.take(count, count));
    };
  }

  /// Gives rows of numbers one after the other, each rounded once.
  static Numbers of(Precision precision, List<double[]> rows) {
    int count = rows.stream().mapToInt(row -> row.length).sum();
    return switch (precision) {
      case FLOAT32 -> new Float32(rounded(rows, count));
      case FLOAT64 -> new Float64(joined(rows, count));
    };
  }

  private static float[] rounded(List<double[]> rows, int count) {
    float[] values = Spare.FLOATS.take(count, count);
    int at = 0;
    for (double[] row : rows) {
      for (double number : row) {
        values[at++] = (float) number;
      }
    }
    return values;
  }

  private static double[] joined(List<double[]> rows, int count) {
    double[] values = Spare.DOUBLES.take(count, count);
    int at = 0;
    for (double[] row : rows) {
      System.arraycopy(row, 0, values, at, row.length);
      at += row.length;
    }
    return values;
  }

  /// Leaves their memory to others. Nobody may read them any more.
  default void giveBack() {
    switch (this) {
      case Float32(float[] values) -> Spare.FLOATS.giveBack(values);
      case Float64(double[] values) -> Spare.DOUBLES.giveBack(values);
    }
  }

  /// Which precision they have.
  default Precision precision() {
    return switch (this) {
      case Float32 _ -> Precision.FLOAT32;
      case Float64 _ -> Precision.FLOAT64;
    };
  }

  /// How many there are.
  default int count() {
    return switch (this) {
      case Float32(float[] values) -> values.length;
      case Float64(double[] values) -> values.length;
    };
  }

  /// Gives one of them, without loss.
  default double at(int index) {
    return switch (this) {
      case Float32(float[] values) -> values[index];
      case Float64(double[] values) -> values[index];
    };
  }

  /// Gives one of them as a `Float` or `Double`.
  default Number number(int index) {
    return switch (this) {
      case Float32(float[] values) -> values[index];
      case Float64(double[] values) -> values[index];
    };
  }

  /// Puts a number to a place, rounded to their precision.
  default void set(int index, double number) {
    switch (this) {
      case Float32(float[] values) -> values[index] = (float) number;
      case Float64(double[] values) -> values[index] = number;
    }
  }

  /// Copies some of other numbers, of the same precision, to a place here.
  ///
  /// @throws IllegalArgumentException if they are of another precision
  default void copy(int to, Numbers others, int from, int count) {
    if (this instanceof Float32(float[] here) && others instanceof Float32(float[] there)) {
      System.arraycopy(there, from, here, to, count);
    } else if (this instanceof Float64(double[] here)
        && others instanceof Float64(double[] there)) {
      System.arraycopy(there, from, here, to, count);
    } else {
      throw new IllegalArgumentException("numbers of different precisions");
    }
  }

  /// Gives them in a precision, each rounded once; themselves, if they have it.
  default Numbers in(Precision precision) {
    if (precision == precision()) {
      return this;
    }
    Numbers rounded = zeros(precision, count());
    for (int n = 0; n < count(); n++) {
      rounded.set(n, at(n));
    }
    return rounded;
  }

  /// Gives a copy of some of them.
  default Numbers range(int from, int to) {
    return switch (this) {
      case Float32(float[] values) -> new Float32(Arrays.copyOfRange(values, from, to));
      case Float64(double[] values) -> new Float64(Arrays.copyOfRange(values, from, to));
    };
  }

  /// Tells whether each lies between `-limit` and `limit`, which `NaN` does not.
  default boolean areWithin(double limit) {
    return switch (this) {
      case Float32(float[] values) -> largestMagnitude(values) <= limit;
      case Float64(double[] values) -> largestMagnitude(values) <= limit;
    };
  }

  // The compiler makes vectors of these two loops. NaN is larger than all.
  private static float largestMagnitude(float[] values) {
    float largest = 0;
    for (float number : values) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  private static double largestMagnitude(double[] values) {
    double largest = 0;
    for (double number : values) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  /// Gives the largest magnitude among them; `-Infinity` does not count.
  default double largest() {
    double largest = 0;
    for (int n = 0; n < count(); n++) {
      double number = at(n);
      if (number != Double.NEGATIVE_INFINITY) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    return largest;
  }
}
