package attention.core;

import attention.kernel.Kernel;
import attention.kernel.Slice;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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

  private static final Set<Stage> BEFORE_SOFTMAX =
      EnumSet.of(Stage.SCORES, Stage.CAPPED, Stage.LOGITS);
  private static final Set<Stage> FROM_SOFTMAX =
      EnumSet.of(Stage.WEIGHTS, Stage.LSE, Stage.CONTEXT);

  /// Runs the steps, up to the last one that was asked for.
  void compute() {
    AttentionInputs inputs = attention.inputs();
    AttentionOptions options = attention.options();
    Kernel<A> kernel = arithmetic.kernel();
    int keyHead = inputs.keyHead(head);
    Span all = new Span(0, inputs.keyCount());
    List<Span> spans = spans();
    Span seen = seen(spans);
    Span scored = results.hasAny(BEFORE_SOFTMAX) ? all : seen;
    Slice<A> work = area(scored, scored);

    Slice<A> query = inputs.query().slice(arithmetic, batch, head, start, end);
    Slice<A> key = inputs.key().slice(arithmetic, batch, keyHead, scored.from(), scored.to());
    kernel.scores(query, key, options.factor(), work);
    keep(Stage.SCORES, work, scored);

    options.softcap().ifPresent(cap -> kernel.softcap(cap, work));
    keep(Stage.CAPPED, work, scored);

    Span read = results.has(Stage.LOGITS) ? all : seen;
    Slice<A> logits = area(scored, read);
    addBias(options.bias(), read, logits);
    hide(options.mask(), spans, read, logits);
    keep(Stage.LOGITS, logits, read);

    if (!results.hasAny(FROM_SOFTMAX)) {
      return;
    }
    Slice<A> weights = area(scored, seen);
    Slice<A> lse = lse();
    kernel.softmax(weights, options.sink(head), lse);
    fillEmptyRows(options.emptyRows(), lse, weights);
    keep(Stage.WEIGHTS, weights, seen); // those of all other keys are 0

    if (results.has(Stage.CONTEXT)) {
      Slice<A> value = inputs.value().slice(arithmetic, batch, keyHead, seen.from(), seen.to());
      kernel.context(weights, value, rows(Stage.CONTEXT));
    }
  }

  /// The keys that each query sees; empty where it sees all, or some that are apart.
  private List<Span> spans() {
    Mask mask = attention.options().mask();
    if (mask instanceof Mask.None || !mask.isSpan()) {
      return List.of();
    }
    int keyCount = attention.inputs().keyCount();
    return IntStream.range(start, end).mapToObj(i -> mask.span(batch, i, keyCount)).toList();
  }

  /// The keys that any query sees. The others are left out, by whole blocks of keys, so that sums
  /// are made of the same blocks.
  private Span seen(List<Span> spans) {
    int keyCount = attention.inputs().keyCount();
    var all = new Span(0, keyCount);
    if (spans.isEmpty()) {
      return all;
    }
    int from = keyCount;
    int to = 0;
    for (Span span : spans) {
      if (span.isEmpty() && attention.options().emptyRows() != EmptyRows.ZERO) {
        return all; // such a row is made of all keys
      }
      if (!span.isEmpty()) {
        from = Math.min(from, span.from());
        to = Math.max(to, span.to());
      }
    }
    return from < to ? new Span(from / Kernel.KEY_BLOCK * Kernel.KEY_BLOCK, to) : new Span(0, 1);
  }

  /// The part of the work area that belongs to some of the keys.
  ///
  /// @param scored the keys that have a place there
  private Slice<A> area(Span scored, Span keys) {
    int columns = arithmetic.kernel().columns(end - start);
    int offset = (keys.from() - scored.from()) * columns;
    return new Slice<>(scratch, offset, keys.to() - keys.from(), columns);
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

  private void hide(Mask mask, List<Span> spans, Span keys, Slice<A> work) {
    if (mask instanceof Mask.None) {
      return;
    }
    if (!spans.isEmpty()) {
      hideOutside(spans, keys, work);
      return;
    }
    for (int j = keys.from(); j < keys.to(); j++) {
      for (int i = start; i < end; i++) {
        if (!mask.allows(batch, head, i, j)) {
          hide(i - start, j - keys.from(), work);
        }
      }
    }
  }

  private void hideOutside(List<Span> spans, Span keys, Slice<A> work) {
    int[] from = spans.stream().mapToInt(Span::from).toArray();
    int[] to = spans.stream().mapToInt(Span::to).toArray();
    // All queries see what is between.
    int latest = IntStream.of(from).max().orElseThrow();
    int earliest = IntStream.of(to).min().orElseThrow();
    for (int j = keys.from(); j < keys.to(); j++) {
      if (latest <= j && j < earliest) {
        continue;
      }
      for (int i = 0; i < from.length; i++) {
        if (j < from[i] || j >= to[i]) {
          hide(i, j - keys.from(), work);
        }
      }
    }
  }

  private void hide(int query, int key, Slice<A> work) {
    int at = work.offset() + key * work.columns() + query;
    arithmetic.set(work.values(), at, Double.NEGATIVE_INFINITY);
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
    if (results.has(Stage.LSE)) {
      return rows(Stage.LSE);
    }
    // Otherwise it is of use only to find empty rows, where they need filling.
    return scratch(attention.options().emptyRows() == EmptyRows.ZERO ? 0 : end - start);
  }

  private Slice<A> scratch(int count) {
    Numbers zeros = Numbers.zeros(attention.inputs().precision(), count);
    return new Slice<>(arithmetic.array(zeros), 0, count, 1);
  }

  private void keep(Stage stage, Slice<A> work, Span keys) {
    if (results.has(stage)) {
      Slice<A> rows = rows(stage);
      arithmetic.kernel().transpose(work, rows, keys.from());
      clearOutside(keys, rows);
    }
  }

  private void clearOutside(Span keys, Slice<A> rows) {
    if (keys.to() - keys.from() == rows.columns()) {
      return;
    }
    for (int i = 0; i < rows.rows(); i++) {
      int first = rows.offset() + i * rows.columns();
      arithmetic.clear(rows.values(), first, first + keys.from());
      arithmetic.clear(rows.values(), first + keys.to(), first + rows.columns());
    }
  }

  private Slice<A> rows(Stage stage) {
    return results.of(stage).slice(arithmetic, batch, head, row, row + end - start);
  }
}
