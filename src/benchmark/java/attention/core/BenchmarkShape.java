package attention.core;

import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Attention in single precision.
///
/// @param heads `Hq = Hkv`
/// @param queries `L`
/// @param keys `S`
/// @param headSize of queries, keys and values, `E = Ev`
/// @param causal whether a query sees no later key
record BenchmarkShape(int heads, int queries, int keys, int headSize, boolean causal) {

  /// Self-attention of one head.
  static BenchmarkShape of(int words, int headSize) {
    return new BenchmarkShape(1, words, words, headSize, false);
  }

  /// The same with a causal mask.
  BenchmarkShape masked() {
    return new BenchmarkShape(heads, queries, keys, headSize, true);
  }

  /// The same without a mask.
  BenchmarkShape withoutMask() {
    return new BenchmarkShape(heads, queries, keys, headSize, false);
  }

  /// The same normally distributed numbers every time.
  SdpaProblem problem() {
    var random = new SplittableRandom(queries * 1_000L + headSize);
    Tensor query = tensor(queries, random);
    var inputs = new AttentionInputs(query, tensor(keys, random), tensor(keys, random));
    SdpaMask mask = causal ? new SdpaMask.Causal() : new SdpaMask.None();
    return new SdpaProblem(inputs, mask, OptionalDouble.empty());
  }

  private Tensor tensor(int length, SplittableRandom random) {
    var shape = new Shape(1, heads, length, headSize);
    float[] values = new float[shape.count()];
    for (int n = 0; n < values.length; n++) {
      values[n] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, values);
  }

  /// How many multiply-adds the two products need; those of softmax do not count, and neither does
  /// what a causal mask hides, computed or not.
  double multiplyAdds() {
    double pairs = causal ? queries * (queries + 1.0) / 2 : (double) queries * keys;
    return 2 * pairs * headSize * heads;
  }

  @Override
  public String toString() {
    return (heads > 1 ? heads + " heads " : "")
        + queries
        + " x "
        + (queries == keys ? "" : keys + " x ")
        + headSize
        + (causal ? " causal" : "");
  }
}
