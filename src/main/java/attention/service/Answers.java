package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Stage;
import attention.core.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts computed stages into answers.
///
/// @param resolved what was computed
/// @param decimals to how many decimals the numbers are rounded, or nothing
/// @param included what the answers hold
record Answers(ResolvedRequest resolved, @Nullable Integer decimals, Set<Include> included) {

  /// What stands beside the numbers of one query.
  enum Detail {
    /// Nothing: one row among many.
    NUMBERS,
    /// The words that are looked at.
    WORDS,
    /// These words, and how it was computed.
    WORDS_AND_OPTIONS
  }

  /// Gives one answer for all queries.
  ///
  /// @param stages computed for all queries
  AttentionAnswer all(Stages stages) {
    Sequences sequences = resolved.sequences();
    boolean self = sequences.isSelfAttention();
    List<Explanation> explanations = new ArrayList<>();
    List<Diagnosis> diagnoses = new ArrayList<>();
    List<Matrix> contributions = new ArrayList<>();
    for (int i = 0; i < sequences.queries().count(); i++) {
      addIfAny(explanations, explanation(stages, i, i));
      addIfAny(diagnoses, diagnosis(stages, i));
      addIfAny(contributions, contributions(stages, i));
    }
    Matrix lse = matrix(stages, Include.LSE, Stage.LSE);
    return new AttentionAnswer(
        self ? sequences.keys().words() : null,
        self ? null : sequences.queries().words(),
        self ? null : sequences.keys().words(),
        resolved.echo(),
        matrix(stages, Include.SCORES, Stage.SCORES),
        matrix(stages, Include.CAPPED, Stage.CAPPED),
        matrix(stages, Include.LOGITS, Stage.LOGITS),
        matrix(stages, Include.WEIGHTS, Stage.WEIGHTS),
        matrix(stages, Include.CONTEXT, Stage.CONTEXT),
        lse == null ? null : lse.numbers(),
        contributions.isEmpty() ? null : contributions,
        explanations.isEmpty() ? null : explanations,
        diagnoses.isEmpty() ? null : diagnoses,
        view());
  }

  /// Gives the answer for one query.
  ///
  /// @param stages computed for some queries
  /// @param row which of these
  /// @param position where the query stands in the request
  /// @param detail what stands beside the numbers
  QueryAnswer one(Stages stages, int row, int position, Detail detail) {
    Sequences sequences = resolved.sequences();
    boolean self = sequences.isSelfAttention();
    Explanation explanation = explanation(stages, row, position);
    Diagnosis diagnosis = diagnosis(stages, row);
    Matrix contributions = contributions(stages, row);
    Numbers lse = row(stages, Include.LSE, Stage.LSE, row);
    return new QueryAnswer(
        sequences.queries().at(position),
        position,
        self && detail != Detail.NUMBERS ? sequences.keys().words() : null,
        self || detail == Detail.NUMBERS ? null : sequences.keys().words(),
        detail == Detail.WORDS_AND_OPTIONS ? resolved.echo() : null,
        row(stages, Include.SCORES, Stage.SCORES, row),
        row(stages, Include.CAPPED, Stage.CAPPED, row),
        row(stages, Include.LOGITS, Stage.LOGITS, row),
        row(stages, Include.WEIGHTS, Stage.WEIGHTS, row),
        row(stages, Include.CONTEXT, Stage.CONTEXT, row),
        lse == null ? null : first(lse),
        contributions,
        explanation,
        diagnosis,
        view());
  }

  private View view() {
    int shown = decimals == null ? View.USUAL_DECIMALS : decimals;
    return new View(shown, resolved.attention().options());
  }

  private Decimals rounding() {
    return new Decimals(decimals);
  }

  private @Nullable Matrix matrix(Stages stages, Include member, Stage stage) {
    return included.contains(member) ? rounding().round(stages.of(stage).head(0, 0)) : null;
  }

  private @Nullable Numbers row(Stages stages, Include member, Stage stage, int row) {
    return included.contains(member)
        ? rounding().round(stages.of(stage).head(0, 0).row(row))
        : null;
  }

  private @Nullable Explanation explanation(Stages stages, int row, int position) {
    if (!included.contains(Include.EXPLANATION)) {
      return null;
    }
    Numbers scores = stages.of(Stage.SCORES).head(0, 0).row(row);
    Numbers weights = stages.of(Stage.WEIGHTS).head(0, 0).row(row);
    return rounding().round(new Explainer(resolved, position).explain(scores, weights));
  }

  private @Nullable Diagnosis diagnosis(Stages stages, int row) {
    if (!included.contains(Include.DIAGNOSIS)) {
      return null;
    }
    Numbers weights = stages.of(Stage.WEIGHTS).head(0, 0).row(row);
    int headSize = resolved.attention().inputs().key().shape().size();
    double factor = resolved.attention().options().factor();
    return rounding().round(Diagnosis.of(weights, headSize, factor));
  }

  private @Nullable Matrix contributions(Stages stages, int row) {
    if (!included.contains(Include.CONTRIBUTIONS)) {
      return null;
    }
    Numbers weights = stages.of(Stage.WEIGHTS).head(0, 0).row(row);
    Matrix value = resolved.attention().inputs().value().head(0, 0);
    return rounding().round(Contributions.of(weights, value));
  }

  private static Number first(Numbers numbers) {
    return switch (numbers) {
      case Numbers.Float32(float[] values) -> values[0];
      case Numbers.Float64(double[] values) -> values[0];
    };
  }

  private static <T> void addIfAny(List<T> list, @Nullable T element) {
    if (element != null) {
      list.add(element);
    }
  }
}
