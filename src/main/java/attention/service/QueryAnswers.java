package attention.service;

import attention.core.Attention;
import attention.core.Matrix;
import attention.core.Stages;
import attention.limits.Gate;
import attention.service.Answers.Detail;
import java.util.function.Consumer;

/// One answer for each query, computed a block of queries at a time while they are taken: an answer
/// of any length in the memory of a few rows.
public final class QueryAnswers {

  /// Numbers of one stage held at a time.
  static final int BLOCK_NUMBERS = 1 << 18;

  private final Attention attention;
  private final Answers answers;
  private final Gate gate;

  QueryAnswers(Attention attention, Answers answers, Gate gate) {
    this.attention = attention;
    this.answers = answers;
    this.gate = gate;
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
    }
  }

  /// Each block waits for its turn: others may have theirs while it is written.
  private Stages stages(int from, int to) {
    return gate.computeNext(
        Work.of(answers.resolved(), to - from),
        checkpoint ->
            attention.with(checkpoint).stages(Include.stages(answers.included()), from, to));
  }

  private long numbersOfARow() {
    Heads heads = answers.resolved().heads();
    int widest = Math.max(attention.inputs().keyCount(), heads.valueSize());
    return Math.max((long) heads.queryHeads() * widest, heads.joinedSize());
  }
}
