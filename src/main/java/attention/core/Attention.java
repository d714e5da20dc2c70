package attention.core;

import attention.kernel.Kernels;
import java.util.EnumMap;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// The pipeline: scores → softcap → bias → mask → softmax → context.
///
/// The order never changes. Capping after masking would turn `-Infinity` into `-softcap` and give
/// hidden keys weight again.
///
/// @param inputs queries, keys and values
/// @param options how to compute
/// @param kernels do the arithmetic
/// @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. (2017), section 3.2.1</a>
public record Attention(AttentionInputs inputs, AttentionOptions options, Kernels kernels) {

  // Multiply-adds from which on several threads are used: about 100 microseconds of one.
  private static final double LARGE = 4e6;

  /// The same by other kernels, which give the same bits.
  public Attention with(Kernels others) {
    return new Attention(inputs, options, others);
  }

  /// Computes stages for all queries.
  public Stages stages(Set<Stage> wanted) {
    return stages(wanted, 0, inputs.queryCount());
  }

  /// Computes stages for some of the queries, with the same bits as for all of them.
  ///
  /// @param wanted at least one stage
  /// @param from the first query
  /// @param to one past the last query, more than `from`
  public Stages stages(Set<Stage> wanted, int from, int to) {
    Precision precision = inputs.precision();
    var tensors = new EnumMap<Stage, Tensor>(Stage.class);
    for (Stage stage : wanted) {
      tensors.put(stage, Tensor.unset(precision, shape(stage, to - from)));
    }
    var stages = new Stages(tensors);
    switch (precision) {
      case FLOAT32 -> run(new Arithmetic.Arithmetic32(kernels.float32()), stages, from, to);
      case FLOAT64 -> run(new Arithmetic.Arithmetic64(kernels.float64()), stages, from, to);
    }
    return stages;
  }

  private <A> void run(Arithmetic<A> arithmetic, Stages stages, int from, int to) {
    Shape shape = inputs.query().shape();
    int most = arithmetic.kernel().mostQueries();
    int blocks = Math.ceilDiv(to - from, most);
    int places = arithmetic.kernel().columns(Math.min(most, to - from)) * inputs.keyCount();
    IntConsumer block =
        task -> {
          kernels.checkpoint().run();
          A work = arithmetic.scratch().take(places);
          int start = from + task % blocks * most;
          int end = Math.min(to, start + most);
          int head = task / blocks;
          new Block<>(
                  this,
                  arithmetic,
                  head / shape.heads(),
                  head % shape.heads(),
                  start,
                  end,
                  start - from,
                  work,
                  stages)
              .compute();
          arithmetic.scratch().giveBack(work);
        };
    int tasks = shape.batch() * shape.heads() * blocks;
    if (isLarge(to - from)) {
      Tasks.share(tasks, block);
    } else {
      IntStream.range(0, tasks).forEach(block);
    }
  }

  /// Tells whether several threads are worth their while.
  private boolean isLarge(int queries) {
    Shape query = inputs.query().shape();
    double scores = (double) query.batch() * query.heads() * queries * inputs.keyCount();
    return scores * (query.size() + inputs.value().shape().size()) > LARGE;
  }

  private Shape shape(Stage stage, int length) {
    Shape query = inputs.query().shape();
    return switch (stage) {
      case SCORES, CAPPED, LOGITS, WEIGHTS -> query.with(length, inputs.keyCount());
      case LSE -> query.with(length, 1);
      case CONTEXT -> query.with(length, inputs.value().shape().size());
    };
  }
}
