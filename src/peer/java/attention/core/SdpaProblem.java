package attention.core;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// A call of PyTorch's `scaled_dot_product_attention`, without dropout.
///
/// @param inputs heads may differ, as with `enable_gqa`
/// @param mask what is hidden, or added
/// @param scale absent for `1 / sqrt(E)`
/// @see <a
///   href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.functional.scaled_dot_product_attention.html">PyTorch</a>
record SdpaProblem(AttentionInputs inputs, SdpaMask mask, OptionalDouble scale) {

  /// The same options in our words: what the dialect `pytorch-sdpa` makes of them.
  AttentionOptions options() {
    return new AttentionOptions(
        usedScale(),
        1,
        OptionalDouble.empty(),
        mask.bias(),
        mask.mask(),
        new double[0],
        EmptyRows.ZERO);
  }

  private double usedScale() {
    return scale.orElse(1 / Math.sqrt(inputs.query().shape().size()));
  }

  /// The shape of the context, `(B, Hq, L, Ev)`.
  Shape contextShape() {
    Shape query = inputs.query().shape();
    return query.with(query.length(), inputs.value().shape().size());
  }

  /// Tells which rows of the context see no key, `(B * Hq * L)`.
  boolean[] emptyRows() {
    Shape query = inputs.query().shape();
    AttentionOptions options = options();
    boolean[] empty = new boolean[query.batch() * query.heads() * query.length()];
    for (int row = 0; row < empty.length; row++) {
      int i = row % query.length();
      int head = row / query.length() % query.heads();
      int batch = row / query.length() / query.heads();
      empty[row] =
          IntStream.range(0, inputs.keyCount()).allMatch(j -> options.hides(batch, head, i, j));
    }
    return empty;
  }

  /// The largest magnitude that a logit may have: the largest norms bound the scores (Cauchy and
  /// Schwarz). The lowest number of the datatype does not count: adding a score to it changes no
  /// bit of it.
  double largestLogit() {
    double scores = Math.abs(usedScale()) * norm(inputs.query()) * norm(inputs.key());
    return switch (mask) {
      case SdpaMask.None(), SdpaMask.Causal(), SdpaMask.YesOrNo(_, _) -> scores;
      case SdpaMask.Added(_, Numbers added) ->
          scores
              + IntStream.range(0, added.count())
                  .mapToDouble(n -> Math.abs(added.at(n)))
                  .filter(size -> size < Float.MAX_VALUE)
                  .max()
                  .orElse(0);
    };
  }

  private static double norm(Tensor tensor) {
    int size = tensor.shape().size();
    double largest = 0;
    for (int start = 0; start < tensor.numbers().count(); start += size) {
      double squares = 0;
      for (int e = 0; e < size; e++) {
        squares += tensor.numbers().at(start + e) * tensor.numbers().at(start + e);
      }
      largest = Math.max(largest, squares);
    }
    return Math.sqrt(largest);
  }
}
