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
/// `double[]`. `L` is the number of queries of the block, `S` the number of keys, `E` the head size
/// and `Ev` the value head size. No method checks anything that a [Slice] has checked, or allocates
/// more than one row.
///
/// @param <A> `float[]` or `double[]`
/// @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017), section 3.2.1</a>
public sealed interface Kernel<A> permits ScalarKernel, ScalarKernel64 {

  /// How many elements of a dot product are added up before their sum joins the total.
  int DOT_BLOCK = 128;

  /// How many keys are added up before their sum joins the total.
  int KEY_BLOCK = 64;

  /// What `GET /api/v1/info` calls this kernel.
  String name();

  /// Why this kernel was selected, in a sentence.
  String reason();

  /// Computes `scores[i][j] = factor * dot(query[i], key[j])`.
  ///
  /// @param query `(L, E)`
  /// @param key `(S, E)`
  /// @param factor multiplies each product once, after its sum
  /// @param scores `(L, S)`, overwritten
  void scores(Slice<A> query, Slice<A> key, double factor, Slice<A> scores);

  /// Replaces each score `x` by `cap * tanh(x / cap)`, which lies between `-cap` and `cap`.
  ///
  /// @param cap above 0
  /// @param scores `(L, S)`, changed in place
  /// @see <a href="https://arxiv.org/abs/2408.00118">Gemma 2 (2024), section 2</a>
  void softcap(double cap, Slice<A> scores);

  /// Turns each row of logits into weights, in place.
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
  /// @param logits on entry `(L, S)`, finite or `-Infinity` for a hidden key; on return the
  ///   weights. A row without a visible key becomes all zeros instead of `NaN`
  /// @param sink one more logit, which takes weight and gives nothing; `-Infinity` for none
  /// @param lse on return the log-sum-exp of each row in nats, `(L, 1)`; `-Infinity` for a row
  ///   without a visible key
  void softmax(Slice<A> logits, double sink, Slice<A> lse);

  /// Computes `context[i] = sum over j of weights[i][j] * value[j]`.
  ///
  /// A key of weight 0 is left out, so that a hidden value may be anything, `NaN` included.
  ///
  /// @param weights `(L, S)`
  /// @param value `(S, Ev)`
  /// @param context `(L, Ev)`, overwritten
  void context(Slice<A> weights, Slice<A> value, Slice<A> context);
}
