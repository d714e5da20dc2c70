package attention.core;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// PyTorch's `scaled_dot_product_attention` on one thread, in this process.
final class Libtorch {

  /// Which of its implementations computes.
  enum Path {
    /// What it chooses: blocks of keys with a running maximum (FlashAttention for CPUs), if key and
    /// value are of one size and the mask has two or four axes; otherwise the formula.
    CHOSEN,
    /// The formula, step by step.
    FORMULA
  }

  static {
    torch.set_num_threads(1);
  }

  private Libtorch() {}

  /// Its version and that of the Java bindings.
  static String version() throws IOException {
    return Loader.getVersion("org.bytedeco", "pytorch");
  }

  /// Which instructions it uses, for example `AVX512`.
  static String processor() {
    return torch.get_cpu_capability().getString();
  }

  /// Computes the context, `(B, Hq, L, Ev)`.
  static Numbers context(SdpaProblem problem, Path path) {
    torch.globalContext().setSDPUseFlash(path == Path.CHOSEN);
    AttentionInputs inputs = problem.inputs();
    try (var _ = new PointerScope()) {
      Tensor context =
          torch.scaled_dot_product_attention(
              tensor(inputs.query().shape(), inputs.query().numbers()),
              tensor(inputs.key().shape(), inputs.key().numbers()),
              tensor(inputs.value().shape(), inputs.value().numbers()),
              mask(problem.mask()),
              0,
              problem.mask() instanceof SdpaMask.Causal,
              scale(problem),
              inputs.query().shape().heads() != inputs.key().shape().heads());
      return numbers(context.contiguous(), inputs.precision(), problem.contextShape());
    }
  }

  /// Gives the scale, or none for its own choice.
  static DoubleOptional scale(SdpaProblem problem) {
    return problem.scale().isPresent()
        ? new DoubleOptional(problem.scale().getAsDouble())
        : new DoubleOptional();
  }

  /// Gives a mask that is a table; a causal one is said otherwise.
  static TensorOptional mask(SdpaMask mask) {
    return switch (mask) {
      case SdpaMask.None(), SdpaMask.Causal() -> new TensorOptional();
      case SdpaMask.YesOrNo(int[] shape, boolean[] allowed) ->
          new TensorOptional(Tensor.create(allowed, axes(shape)));
      case SdpaMask.Added(int[] shape, Numbers added) ->
          new TensorOptional(tensor(axes(shape), added));
    };
  }

  /// Copies numbers into its memory, `(B, H, L, E)`.
  static Tensor tensor(Shape shape, Numbers numbers) {
    return tensor(axes(shape.batch(), shape.heads(), shape.length(), shape.size()), numbers);
  }

  private static Tensor tensor(long[] axes, Numbers numbers) {
    return switch (numbers) {
      case Numbers.Float32(float[] values) -> Tensor.create(values, axes);
      case Numbers.Float64(double[] values) -> Tensor.create(values, axes);
    };
  }

  private static long[] axes(int... axes) {
    return Arrays.stream(axes).asLongStream().toArray();
  }

  /// Copies numbers from its memory.
  static Numbers numbers(Tensor tensor, Precision precision, Shape shape) {
    long[] axes = axes(shape.batch(), shape.heads(), shape.length(), shape.size());
    if (!Arrays.equals(tensor.shape(), axes)) {
      throw new IllegalStateException("libtorch answers " + Arrays.toString(tensor.shape()));
    }
    Numbers numbers = Numbers.zeros(precision, shape.count());
    Pointer data = tensor.data_ptr();
    switch (numbers) {
      case Numbers.Float32(float[] values) -> new FloatPointer(data).get(values);
      case Numbers.Float64(double[] values) -> new DoublePointer(data).get(values);
    }
    return numbers;
  }
}
