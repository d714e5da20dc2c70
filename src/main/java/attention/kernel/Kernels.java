package attention.kernel;

/// The kernels of this process, one for each precision.
///
/// @param float32 for single precision
/// @param float64 for double precision
public record Kernels(Kernel<float[]> float32, Kernel<double[]> float64) {

  /// Gives the kernels to use on this machine.
  public static Kernels select() {
    return new Kernels(new ScalarKernel(), new ScalarKernel64());
  }
}
