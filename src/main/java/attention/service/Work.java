package attention.service;

import attention.core.AttentionInputs;
import attention.core.Shape;
import attention.core.Stage;
import java.util.Set;

/// How many multiply-adds things take, about.
final class Work {

  // An exponential and all that is done for it, beside two products.
  private static final int SOFTMAX = 20;

  private Work() {}

  /// Projections, scores, softmax and contexts of some queries.
  static double of(ResolvedRequest resolved, int queries) {
    Heads heads = resolved.heads();
    double scores = (double) heads.queryHeads() * queries * resolved.sequences().keys().count();
    return ofProjections(resolved) + scores * (heads.headSize() + heads.valueSize() + SOFTMAX);
  }

  /// The projections alone.
  static double ofProjections(ResolvedRequest resolved) {
    Heads heads = resolved.heads();
    Sequences sequences = resolved.sequences();
    double widest =
        Math.max(
            Math.max(sequences.query().size(), sequences.key().size()), sequences.value().size());
    double output =
        heads.output() == null
            ? 0
            : (double) sequences.queries().count()
                * heads.queryHeads()
                * heads.valueSize()
                * heads.joinedSize();
    return heads.projectedCount(sequences) * widest + output;
  }

  /// Scores, softmax and contexts of tensors.
  static double of(AttentionInputs inputs) {
    Shape query = inputs.query().shape();
    double scores = (double) query.batch() * query.heads() * query.length() * inputs.keyCount();
    return scores * (query.size() + inputs.value().shape().size() + SOFTMAX);
  }

  /// How many numbers stages of tensors have.
  static double numbers(AttentionInputs inputs, Set<Stage> stages) {
    Shape query = inputs.query().shape();
    double rows = (double) query.batch() * query.heads() * query.length();
    double numbers = 0;
    for (Stage stage : stages) {
      numbers +=
          switch (stage) {
            case SCORES, CAPPED, LOGITS, WEIGHTS -> rows * inputs.keyCount();
            case CONTEXT -> rows * inputs.value().shape().size();
            case LSE -> rows;
          };
    }
    return numbers;
  }
}
