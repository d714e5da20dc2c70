package attention.core;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// One problem in libtorch's own memory, to be computed again and again: the best case for the
/// peer, as nothing is copied from or to Java.
final class LibtorchCall implements AutoCloseable {

  private final SdpaProblem problem;
  private final Tensor query;
  private final Tensor key;
  private final Tensor value;
  private final TensorOptional mask;
  private final DoubleOptional scale;

  LibtorchCall(SdpaProblem problem) {
    this.problem = problem;
    query = tensor(problem.inputs().query());
    key = tensor(problem.inputs().key());
    value = tensor(problem.inputs().value());
    mask = Libtorch.mask(problem.mask());
    scale = Libtorch.scale(problem);
    torch.globalContext().setSDPUseFlash(true); // what it chooses by itself
  }

  /// A copy that libtorch has aligned as it likes.
  private static Tensor tensor(attention.core.Tensor ours) {
    try (Tensor tensor = Libtorch.tensor(ours.shape(), ours.numbers())) {
      return tensor.clone();
    }
  }

  /// Computes the context.
  ///
  /// @return whether it stands somewhere; nobody reads it
  Object compute() {
    try (Tensor context = attend()) {
      return context.data_ptr().isNull();
    }
  }

  /// Computes scores, weights and context one by one, without a mask.
  ///
  /// @return whether the context stands somewhere; nobody reads it
  Object computeSteps() {
    try (Tensor context = steps()) {
      return context.data_ptr().isNull();
    }
  }

  /// Computes scores, weights and context one by one, and copies the context.
  Numbers contextOfSteps() {
    try (Tensor context = steps();
        Tensor inOrder = context.contiguous()) {
      return Libtorch.numbers(inOrder, problem.inputs().precision(), problem.contextShape());
    }
  }

  private Tensor steps() {
    try (var factor = new Scalar(problem.options().scale());
        Tensor turned = key.transpose(-2, -1);
        Tensor scores = torch.matmul(query, turned).mul_(factor);
        Tensor weights = torch.softmax(scores, -1)) {
      return torch.matmul(weights, value);
    }
  }

  /// Computes the context and copies it.
  Numbers context() {
    try (Tensor context = attend();
        Tensor inOrder = context.contiguous()) {
      return Libtorch.numbers(inOrder, problem.inputs().precision(), problem.contextShape());
    }
  }

  private Tensor attend() {
    boolean causal = problem.mask() instanceof SdpaMask.Causal;
    return torch.scaled_dot_product_attention(query, key, value, mask, 0, causal, scale, false);
  }

  @Override
  public void close() {
    scale.close();
    mask.close();
    value.close();
    key.close();
    query.close();
  }
}
