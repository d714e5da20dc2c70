package attention.core;

import attention.kernel.Kernel;
import attention.kernel.Scratch;
import java.util.Arrays;

/// What the pipeline needs to know about one precision.
///
/// @param <A> `float[]` or `double[]`
sealed interface Arithmetic<A> {

  /// Single precision.
  record Arithmetic32(Kernel<float[]> kernel) implements Arithmetic<float[]> {

    @Override
    public float[] array(Numbers numbers) {
      return switch (numbers) {
        case Numbers.Float32(float[] values) -> values;
        case Numbers.Float64 _ -> throw new IllegalArgumentException("double precision");
      };
    }

    @Override
    public Scratch<float[]> scratch() {
      return Scratch.FLOATS;
    }

    @Override
    public void add(float[] array, int at, double number) {
      array[at] += (float) number;
    }

    @Override
    public void set(float[] array, int at, double number) {
      array[at] = (float) number;
    }

    @Override
    public void clear(float[] array, int from, int to) {
      Arrays.fill(array, from, to, 0);
    }

    @Override
    public double get(float[] array, int at) {
      return array[at];
    }
  }

  /// Double precision.
  record Arithmetic64(Kernel<double[]> kernel) implements Arithmetic<double[]> {

    @Override
    public double[] array(Numbers numbers) {
      return switch (numbers) {
        case Numbers.Float64(double[] values) -> values;
        case Numbers.Float32 _ -> throw new IllegalArgumentException("single precision");
      };
    }

    @Override
    public Scratch<double[]> scratch() {
      return Scratch.DOUBLES;
    }

    @Override
    public void add(double[] array, int at, double number) {
      array[at] += number;
    }

    @Override
    public void set(double[] array, int at, double number) {
      array[at] = number;
    }

    @Override
    public void clear(double[] array, int from, int to) {
      Arrays.fill(array, from, to, 0);
    }

    @Override
    public double get(double[] array, int at) {
      return array[at];
    }
  }

  /// Does the steps.
  Kernel<A> kernel();

  /// Gives numbers of this precision as the array that the kernel takes.
  A array(Numbers numbers);

  /// Has arrays for the time of a computation.
  Scratch<A> scratch();

  /// Adds a bias to a score, rounded to this precision.
  void add(A array, int at, double number);

  /// Puts a number to a place, rounded to this precision.
  void set(A array, int at, double number);

  /// Puts zeros to places from `from` up to, but not including, `to`.
  void clear(A array, int from, int to);

  /// Gives a number.
  double get(A array, int at);
}
