package attention.service;

import attention.core.AttentionInputs;
import attention.core.Matrix;
import attention.core.Projection;
import attention.core.Tensor;
import attention.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/// How vectors become heads, and how the contexts of the heads become one.
///
/// @param queryHeads how many heads the queries are split into
/// @param keyHeads how many heads the keys and values are split into; each serves an equal share of
///   the query heads
/// @param headSize numbers of a query or key in one head
/// @param valueSize numbers of a value in one head
/// @param query maps the queries before they are split, if anything does
/// @param key maps the keys before they are split
/// @param value maps the values before they are split
/// @param output maps the joined contexts
/// @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017), section 3.2.2</a>
record Heads(
    int queryHeads,
    int keyHeads,
    int headSize,
    int valueSize,
    @Nullable Projection query,
    @Nullable Projection key,
    @Nullable Projection value,
    @Nullable Projection output) {

  /// Tells whether the stages of the only head are the whole story.
  boolean isOne() {
    return queryHeads == 1 && output == null;
  }

  /// The same with projections in double precision.
  Heads inFloat64() {
    return new Heads(
        queryHeads,
        keyHeads,
        headSize,
        valueSize,
        inFloat64(query),
        inFloat64(key),
        inFloat64(value),
        inFloat64(output));
  }

  private static @Nullable Projection inFloat64(@Nullable Projection projection) {
    return projection == null ? null : projection.inFloat64();
  }

  /// How many numbers the final context of a query has.
  int joinedSize() {
    return output == null ? queryHeads * valueSize : output.weight().columns();
  }

  /// How many numbers the projected vectors have in all.
  double projectedCount(Sequences sequences) {
    double queries = sequences.queries().count();
    double keys = sequences.keys().count();
    return (query == null ? 0 : queries * queryHeads * headSize)
        + (key == null ? 0 : keys * keyHeads * headSize)
        + (value == null ? 0 : keys * keyHeads * valueSize);
  }

  /// Projects and splits the vectors.
  AttentionInputs inputs(Sequences sequences, Kernels kernels) {
    Tensor queries = sequences.query().tensor();
    boolean self = sequences.isSelfAttention();
    Tensor keys = self ? queries : sequences.key().tensor();
    Tensor values = sequences.hasOwnValues() ? sequences.value().tensor() : keys;
    return new AttentionInputs(
        heads(queries, query, queryHeads, kernels),
        heads(keys, key, keyHeads, kernels),
        heads(values, value, keyHeads, kernels));
  }

  private static Tensor heads(
      Tensor vectors, @Nullable Projection projection, int heads, Kernels kernels) {
    Tensor projected =
        projection == null ? vectors : Tensor.ofRows(projection.apply(vectors.head(0, 0), kernels));
    return projected.split(heads);
  }

  /// Joins the contexts of all heads and projects the result.
  ///
  /// @param context `(1, Hq, L, Ev)`
  /// @return `(L, Hq * Ev)`, or as wide as the output projection makes it
  Matrix join(Tensor context, Kernels kernels) {
    Matrix joined = context.join().head(0, 0);
    return output == null ? joined : output.apply(joined, kernels);
  }

  /// Tells whether the output projection could overflow: no context is longer than the values
  /// allow, and no product with a column of the weight is larger than the product of their norms.
  boolean outputCanOverflow(AttentionInputs inputs) {
    if (output == null) {
      return false;
    }
    double context =
        inputs.value().numbers().largest() * Math.sqrt((double) queryHeads * valueSize);
    return !inputs.precision().holds(output.largest(context));
  }
}
