package attention.core;

import attention.kernel.Kernel;

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
    public void add(float[] array, int at, double number) {
      array[at] += (float) number;
    }

    @Override
    public void hide(float[] array, int at) {
      array[at] = Float.NEGATIVE_INFINITY;
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
    public void add(double[] array, int at, double number) {
      array[at] += number;
    }

    @Override
    public void hide(double[] array, int at) {
      array[at] = Double.NEGATIVE_INFINITY;
    }
  }

  /// Does the steps.
  Kernel<A> kernel();

  /// Gives numbers of this precision as the array that the kernel takes.
  A array(Numbers numbers);

  /// Adds a bias to a score, rounded to this precision.
  void add(A array, int at, double number);

  /// Makes a logit `-Infinity`.
  void hide(A array, int at);
}
