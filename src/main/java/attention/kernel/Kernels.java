package attention.kernel;

/// The kernels of this process, one for each precision.
///
/// @param float32 for single precision
/// @param float64 for double precision
/// @param checkpoint passed before each block of queries, by whichever thread computes it; what it
///   throws ends the work
public record Kernels(Kernel<float[]> float32, Kernel<double[]> float64, Runnable checkpoint) {

  /// Gives the fastest kernels that can run here.
  public static Kernels select() {
    return VectorApi.load()
        ? new Kernels(new VectorKernel(), new VectorKernel64(), Kernels::unchecked)
        : new Kernels(new ScalarKernel(), new ScalarKernel64(), Kernels::unchecked);
  }

  /// Gives the plain kernels, which run everywhere and are the reference.
  public static Kernels scalar() {
    return new Kernels(new ScalarKernel(), new ScalarKernel64(), Kernels::unchecked);
  }

  private static void unchecked() {}

  /// The same with another checkpoint.
  public Kernels with(Runnable other) {
    return new Kernels(float32, float64, other);
  }
}
