package attention.core;

import attention.kernel.Kernel;
import attention.kernel.Slice;
import java.util.EnumSet;
import java.util.Set;

/// Some queries of one head on their way through the pipeline.
///
/// @param <A> `float[]` or `double[]`
/// @param attention what is computed
/// @param arithmetic in which precision
/// @param batch which problem of the batch
/// @param head which query head
/// @param start the first query
/// @param end one past the last
/// @param row where the first query stands in the results
/// @param scratch room for a work area of all keys
/// @param results the stages that were asked for; each step copies its rows there
record Block<A>(
    Attention attention,
    Arithmetic<A> arithmetic,
    int batch,
    int head,
    int start,
    int end,
    int row,
    A scratch,
    Stages results) {

  // What a key that nobody sees has no part in.
  private static final Set<Stage> SUMMED = EnumSet.of(Stage.LSE, Stage.CONTEXT);

  /// Runs the steps, up to the last one that was asked for.
  void compute() {
    AttentionInputs inputs = attention.inputs();
    AttentionOptions options = attention.options();
    Kernel<A> kernel = arithmetic.kernel();
    int keyHead = inputs.keyHead(head);
    Span keys = keys();
    int columns = kernel.columns(end - start);
    var work = new Slice<>(scratch, 0, keys.to() - keys.from(), columns);

    Slice<A> query = inputs.query().slice(arithmetic, batch, head, start, end);
    Slice<A> key = inputs.key().slice(arithmetic, batch, keyHead, keys.from(), keys.to());
    kernel.scores(query, key, options.factor(), work);
    keep(Stage.SCORES, work);

    options.softcap().ifPresent(cap -> kernel.softcap(cap, work));
    keep(Stage.CAPPED, work);

    addBias(options.bias(), keys, work);
    hide(options.mask(), keys, work);
    keep(Stage.LOGITS, work);

    if (!needsWeights()) {
      return;
    }
    Slice<A> lse = lse();
    kernel.softmax(work, options.sink(head), lse);
    fillEmptyRows(options.emptyRows(), lse, work);
    keep(Stage.WEIGHTS, work);

    if (results.has(Stage.CONTEXT)) {
      Slice<A> value = inputs.value().slice(arithmetic, batch, keyHead, keys.from(), keys.to());
      kernel.context(work, value, rows(Stage.CONTEXT));
    }
  }

  /// The keys that matter. What all queries of the block do not see is left out, by whole blocks of
  /// keys, so that sums are made of the same blocks; unless it is shown.
  private Span keys() {
    int keyCount = attention.inputs().keyCount();
    var all = new Span(0, keyCount);
    Mask mask = attention.options().mask();
    if (!mask.isSpan() || !SUMMED.containsAll(results.tensors().keySet())) {
      return all;
    }
    int from = keyCount;
    int to = 0;
    for (int i = start; i < end; i++) {
      Span seen = mask.span(batch, i, keyCount);
      if (seen.isEmpty() && attention.options().emptyRows() != EmptyRows.ZERO) {
        return all; // such a row is made of all keys
      }
      if (!seen.isEmpty()) {
        from = Math.min(from, seen.from());
        to = Math.max(to, seen.to());
      }
    }
    return from < to ? new Span(from / Kernel.KEY_BLOCK * Kernel.KEY_BLOCK, to) : new Span(0, 1);
  }

  private boolean needsWeights() {
    return results.has(Stage.WEIGHTS) || results.has(Stage.LSE) || results.has(Stage.CONTEXT);
  }

  private void addBias(Bias bias, Span keys, Slice<A> work) {
    if (bias instanceof Bias.None) {
      return;
    }
    for (int j = keys.from(); j < keys.to(); j++) {
      int at = work.offset() + (j - keys.from()) * work.columns();
      for (int i = start; i < end; i++) {
        double number = bias.at(batch, head, i, j);
        if (number == Double.NEGATIVE_INFINITY) {
          arithmetic.set(work.values(), at + i - start, number); // whatever the score, NaN included
        } else {
          arithmetic.add(work.values(), at + i - start, number);
        }
      }
    }
  }

  private void hide(Mask mask, Span keys, Slice<A> work) {
    if (mask.isSpan()) {
      for (int i = start; i < end; i++) {
        Span seen = mask.span(batch, i, attention.inputs().keyCount());
        hide(i, keys.from(), Math.min(seen.from(), keys.to()), keys, work);
        hide(i, Math.max(Math.max(seen.from(), seen.to()), keys.from()), keys.to(), keys, work);
      }
      return;
    }
    for (int j = keys.from(); j < keys.to(); j++) {
      int at = work.offset() + (j - keys.from()) * work.columns();
      for (int i = start; i < end; i++) {
        if (!mask.allows(batch, head, i, j)) {
          arithmetic.set(work.values(), at + i - start, Double.NEGATIVE_INFINITY);
        }
      }
    }
  }

  /// Hides keys from a query.
  private void hide(int i, int from, int to, Span keys, Slice<A> work) {
    for (int j = from; j < to; j++) {
      int at = work.offset() + (j - keys.from()) * work.columns() + i - start;
      arithmetic.set(work.values(), at, Double.NEGATIVE_INFINITY);
    }
  }

  /// A row without a visible key is zero by now; some conventions want it otherwise.
  private void fillEmptyRows(EmptyRows rule, Slice<A> lse, Slice<A> work) {
    if (rule == EmptyRows.ZERO) {
      return;
    }
    double weight = rule == EmptyRows.MEAN ? 1.0 / work.rows() : Double.NaN;
    for (int i = start; i < end; i++) {
      if (arithmetic.get(lse.values(), lse.offset() + i - start) == Double.NEGATIVE_INFINITY) {
        for (int j = 0; j < work.rows(); j++) {
          int at = work.offset() + j * work.columns() + i - start;
          arithmetic.set(work.values(), at, weight);
        }
      }
    }
  }

  private Slice<A> lse() {
    return results.has(Stage.LSE) ? rows(Stage.LSE) : scratch(end - start);
  }

  private Slice<A> scratch(int count) {
    Numbers zeros = Numbers.zeros(attention.inputs().precision(), count);
    return new Slice<>(arithmetic.array(zeros), 0, count, 1);
  }

  private void keep(Stage stage, Slice<A> work) {
    if (results.has(stage)) {
      arithmetic.kernel().transpose(work, rows(stage));
    }
  }

  private Slice<A> rows(Stage stage) {
    return results.of(stage).slice(arithmetic, batch, head, row, row + end - start);
  }
}
