package attention.service;

import attention.core.Attention;
import attention.core.Matrix;
import attention.core.Stage;
import attention.core.Stages;
import attention.kernel.Kernels;
import attention.limits.Gate;
import attention.service.Answers.Detail;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One answer for each query, computed a block of queries at a time while they are taken: an answer
/// of any length in the memory of a few rows.
public final class QueryAnswers {

  /// Numbers of one stage held at a time.
  static final int BLOCK_NUMBERS = 1 << 18;

  // Their rows have no number for each key.
  private static final Set<Stage> SHORT = EnumSet.of(Stage.LSE, Stage.CONTEXT);

  private final Attention attention;
  private final Answers answers;
  private final Gate gate;
  private final Supplier<Kernels> kernels;

  /// Prepares answers.
  ///
  /// @param kernels gives those for the next block: an answer that begins before the fast ones are
  ///   warm need not stay slow to its end
  QueryAnswers(Attention attention, Answers answers, Gate gate, Supplier<Kernels> kernels) {
    this.attention = attention;
    this.answers = answers;
    this.gate = gate;
    this.kernels = kernels;
  }

  /// Computes each answer and hands it over, in the order of the queries.
  ///
  /// @param each takes an answer; may throw to end the work
  public void forEach(Consumer<? super QueryAnswer> each) {
    int queryCount = attention.inputs().queryCount();
    int block = Math.clamp(BLOCK_NUMBERS / numbersOfARow(), 1, queryCount);
    for (int from = 0; from < queryCount; from += block) {
      int to = Math.min(queryCount, from + block);
      Stages stages = stages(from, to);
      Matrix joined = answers.joined(stages);
      for (int position = from; position < to; position++) {
        each.accept(answers.one(stages, joined, position - from, position, Detail.NUMBERS));
      }
      stages.giveBack();
    }
  }

  /// Each block waits for its turn: others may have theirs while it is written.
  private Stages stages(int from, int to) {
    return gate.computeNext(
        Work.of(answers.resolved(), to - from),
        checkpoint -> attention.with(kernels.get().with(checkpoint)).stages(stages(), from, to));
  }

  private Set<Stage> stages() {
    return Include.stages(answers.included());
  }

  private long numbersOfARow() {
    Heads heads = answers.resolved().heads();
    boolean isByKeys = !SHORT.containsAll(stages());
    int widest = Math.max(isByKeys ? attention.inputs().keyCount() : 1, heads.valueSize());
    return Math.max((long) heads.queryHeads() * widest, heads.joinedSize());
  }
}
