package attention.core;

import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Self-attention of one head, in single precision.
///
/// @param queries and keys, `L = S`
/// @param headSize of queries, keys and values, `E = Ev`
/// @param causal whether a query sees no later key
record BenchmarkShape(int queries, int headSize, boolean causal) {

  /// The same normally distributed numbers every time.
  SdpaProblem problem() {
    var random = new SplittableRandom(queries * 1_000L + headSize);
    var inputs = new AttentionInputs(tensor(random), tensor(random), tensor(random));
    SdpaMask mask = causal ? new SdpaMask.Causal() : new SdpaMask.None();
    return new SdpaProblem(inputs, mask, OptionalDouble.empty());
  }

  /// The same without a mask.
  BenchmarkShape withoutMask() {
    return new BenchmarkShape(queries, headSize, false);
  }

  private Tensor tensor(SplittableRandom random) {
    var shape = new Shape(1, 1, queries, headSize);
    float[] values = new float[shape.count()];
    for (int n = 0; n < values.length; n++) {
      values[n] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, values);
  }

  /// How many multiply-adds the two products need; those of softmax do not count, and neither does
  /// what a causal mask hides, computed or not.
  double multiplyAdds() {
    double pairs = causal ? queries * (queries + 1.0) / 2 : (double) queries * queries;
    return 2 * pairs * headSize;
  }

  @Override
  public String toString() {
    return queries + " x " + headSize + (causal ? " causal" : "");
  }
}
