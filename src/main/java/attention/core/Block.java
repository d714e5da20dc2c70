package attention.core;

import attention.kernel.Kernel;
import attention.kernel.Slice;

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
/// @param work `(S, columns)`: scores, which become logits, which become weights, in place
/// @param results the stages that were asked for; each step copies its rows there
record Block<A>(
    Attention attention,
    Arithmetic<A> arithmetic,
    int batch,
    int head,
    int start,
    int end,
    int row,
    Slice<A> work,
    Stages results) {

  /// Runs the steps, up to the last one that was asked for.
  void compute() {
    AttentionInputs inputs = attention.inputs();
    AttentionOptions options = attention.options();
    Kernel<A> kernel = arithmetic.kernel();
    int keyHead = inputs.keyHead(head);

    Slice<A> query = inputs.query().slice(arithmetic, batch, head, start, end);
    Slice<A> key = inputs.key().slice(arithmetic, batch, keyHead, 0, inputs.keyCount());
    kernel.scores(query, key, options.factor(), work);
    keep(Stage.SCORES);

    options.softcap().ifPresent(cap -> kernel.softcap(cap, work));
    keep(Stage.CAPPED);

    addBias(options.bias());
    hide(options.mask());
    keep(Stage.LOGITS);

    if (!needsWeights()) {
      return;
    }
    Slice<A> lse = lse();
    kernel.softmax(work, options.sink(head), lse);
    fillEmptyRows(options.emptyRows(), lse);
    keep(Stage.WEIGHTS);

    if (results.has(Stage.CONTEXT)) {
      Slice<A> value = inputs.value().slice(arithmetic, batch, keyHead, 0, inputs.keyCount());
      kernel.context(work, value, rows(Stage.CONTEXT));
    }
  }

  private boolean needsWeights() {
    return results.has(Stage.WEIGHTS) || results.has(Stage.LSE) || results.has(Stage.CONTEXT);
  }

  private void addBias(Bias bias) {
    if (bias instanceof Bias.None) {
      return;
    }
    for (int j = 0; j < work.rows(); j++) {
      for (int i = start; i < end; i++) {
        double number = bias.at(batch, head, i, j);
        if (number == Double.NEGATIVE_INFINITY) {
          arithmetic.set(work.values(), place(i, j), number); // whatever the score, NaN included
        } else {
          arithmetic.add(work.values(), place(i, j), number);
        }
      }
    }
  }

  private void hide(Mask mask) {
    if (mask instanceof Mask.None) {
      return;
    }
    for (int j = 0; j < work.rows(); j++) {
      for (int i = start; i < end; i++) {
        if (!mask.allows(batch, head, i, j)) {
          arithmetic.set(work.values(), place(i, j), Double.NEGATIVE_INFINITY);
        }
      }
    }
  }

  /// Where query `i` and key `j` meet in the work area.
  private int place(int i, int j) {
    return work.offset() + j * work.columns() + i - start;
  }

  /// A row without a visible key is zero by now; some conventions want it otherwise.
  private void fillEmptyRows(EmptyRows rule, Slice<A> lse) {
    if (rule == EmptyRows.ZERO) {
      return;
    }
    double weight = rule == EmptyRows.MEAN ? 1.0 / work.rows() : Double.NaN;
    for (int i = start; i < end; i++) {
      if (arithmetic.get(lse.values(), lse.offset() + i - start) == Double.NEGATIVE_INFINITY) {
        for (int j = 0; j < work.rows(); j++) {
          arithmetic.set(work.values(), place(i, j), weight);
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

  private void keep(Stage stage) {
    if (results.has(stage)) {
      arithmetic.kernel().transpose(work, rows(stage));
    }
  }

  private Slice<A> rows(Stage stage) {
    return results.of(stage).slice(arithmetic, batch, head, row, row + end - start);
  }
}
