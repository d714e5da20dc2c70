package attention.kernel;

/// The arithmetic of attention on a block of queries of one head.
///
/// Every kernel gives the same bits for the same numbers: sums run by `fma` in a fixed order that
/// does not depend on the processor, and `exp` and `tanh` are our own. The order is stated once,
/// here and in [ScalarKernel], and binds every other kernel:
///
/// - a dot product adds up its elements in order, in blocks of [#DOT_BLOCK]; the sums of the blocks
///   are added in order;
/// - a sum over keys adds them up in order, in blocks of [#KEY_BLOCK]; the sums of the blocks are
///   added in order.
///
/// Summing in blocks keeps the error near the square root of the length, instead of the length.
///
/// There is one kernel for single precision, on `float[]`, and one for double precision, on
/// `double[]`, or more. `n` is the number of queries of the block, `S` the number of keys, `E` the
/// head size and `Ev` the value head size. No method checks anything that a [Slice] has checked.
///
/// What scores become on their way stands in a *work area*, `(S, columns)`: a row for each key, in
/// it a place for each query of the block, side by side, so that a kernel can treat as many queries
/// at once as the processor has lanes. Places behind those of the queries may hold anything.
///
/// @param <A> `float[]` or `double[]`
/// @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017), section 3.2.1</a>
public sealed interface Kernel<A>
    permits ScalarKernel, ScalarKernel64, VectorKernel, VectorKernel64 {

  /// How many elements of a dot product are added up before their sum joins the total.
  int DOT_BLOCK = 128;

  /// How many keys are added up before their sum joins the total.
  int KEY_BLOCK = 64;

  /// What `GET /api/v1/info` calls this kernel.
  String name();

  /// Why this kernel was selected, in a sentence.
  String reason();

  /// How many queries a block has at most.
  int mostQueries();

  /// How many columns a work area needs.
  ///
  /// @param queries of the block, up to [#mostQueries]
  int columns(int queries);

  /// Computes `work[j][i] = factor * dot(query[i], key[j])`.
  ///
  /// @param query `(n, E)`
  /// @param key `(S, E)`
  /// @param factor multiplies each product once, after its sum
  /// @param work `(S, columns)`, overwritten
  void scores(Slice<A> query, Slice<A> key, double factor, Slice<A> work);

  /// Replaces each score `x` by `cap * tanh(x / cap)`, which lies between `-cap` and `cap`.
  ///
  /// @param cap above 0
  /// @param work `(S, columns)`, changed in place
  /// @see <a href="https://arxiv.org/abs/2408.00118">Gemma 2 (2024), section 2</a>
  void softcap(double cap, Slice<A> work);

  /// Turns the logits of each query into weights, in place.
  ///
  /// ```
  /// m    = max(x, sink)
  /// d    = sum(exp(x - m)) + exp(sink - m)
  /// w[j] = exp(x[j] - m) / d
  /// lse  = m + ln(d)
  /// ```
  ///
  /// Subtracting `m` changes no weight and keeps `exp` from overflowing. The sums of the blocks are
  /// added in double precision.
  ///
  /// @param work on entry the logits, `(S, columns)`, finite or `-Infinity` for a hidden key; on
  ///   return the weights. Those of a query without a visible key become all zeros instead of `NaN`
  /// @param sink one more logit, which takes weight and gives nothing; `-Infinity` for none
  /// @param lse on return the log-sum-exp of each query in nats, `(n, 1)`; `-Infinity` for a query
  ///   without a visible key. Without rows it is not computed: logarithms take a while
  void softmax(Slice<A> work, double sink, Slice<A> lse);

  /// Computes `context[i] = sum over j of work[j][i] * value[j]`.
  ///
  /// A key of weight 0 is left out, so that a hidden value may be anything, `NaN` included.
  ///
  /// @param work the weights, `(S, columns)`
  /// @param value `(S, Ev)`
  /// @param context `(n, Ev)`, overwritten
  void context(Slice<A> work, Slice<A> value, Slice<A> context);

  /// Copies a work area to where it is kept, a row for each query: `rows[i][from + j] =
  /// work[j][i]`.
  ///
  /// @param work `(keys, columns)`
  /// @param rows `(n, S)`, overwritten from place `from` of each row on
  /// @param from the first of the keys
  void transpose(Slice<A> work, Slice<A> rows, int from);
}
