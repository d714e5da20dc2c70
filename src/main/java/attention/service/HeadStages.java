package attention.service;

import attention.core.Attention;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Stage;
import attention.core.Stages;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The stages of one head, ready for an answer: rounded, with what only the service adds to them.
///
/// @param resolved what was asked
/// @param attention what was computed
/// @param stages the results
/// @param head which query head
/// @param rounding what is done to the numbers
/// @param included what the answer holds
record HeadStages(
    ResolvedRequest resolved,
    Attention attention,
    Stages stages,
    int head,
    Decimals rounding,
    Set<Include> included) {

  /// Gives all queries.
  StageTables tables() {
    // What is made from other stages comes first: rounding changes these in place.
    List<Explanation> explanations = each(Include.EXPLANATION, i -> explanation(i, i));
    List<Diagnosis> diagnoses = each(Include.DIAGNOSIS, this::diagnosis);
    List<Matrix> contributions = each(Include.CONTRIBUTIONS, this::contributions);
    Matrix lse = table(Include.LSE, Stage.LSE);
    return new StageTables(
        table(Include.SCORES, Stage.SCORES),
        table(Include.CAPPED, Stage.CAPPED),
        table(Include.LOGITS, Stage.LOGITS),
        table(Include.WEIGHTS, Stage.WEIGHTS),
        table(Include.CONTEXT, Stage.CONTEXT),
        lse == null ? null : lse.numbers(),
        contributions,
        explanations,
        diagnoses);
  }

  /// Gives one query.
  ///
  /// @param row which of those that were computed
  /// @param position where it stands in the request
  StageRows rows(int row, int position) {
    Numbers lse = row(Include.LSE, Stage.LSE, row);
    return new StageRows(
        row(Include.SCORES, Stage.SCORES, row),
        row(Include.CAPPED, Stage.CAPPED, row),
        row(Include.LOGITS, Stage.LOGITS, row),
        row(Include.WEIGHTS, Stage.WEIGHTS, row),
        row(Include.CONTEXT, Stage.CONTEXT, row),
        lse == null ? null : lse.number(0),
        included.contains(Include.CONTRIBUTIONS) ? contributions(row) : null,
        included.contains(Include.EXPLANATION) ? explanation(row, position) : null,
        included.contains(Include.DIAGNOSIS) ? diagnosis(row) : null);
  }

  private <T> @Nullable List<T> each(Include member, IntFunction<T> make) {
    return included.contains(member)
        ? IntStream.range(0, attention.inputs().queryCount()).mapToObj(make).toList()
        : null;
  }

  private @Nullable Matrix table(Include member, Stage stage) {
    return included.contains(member) ? rounding.round(stages.of(stage).head(0, head)) : null;
  }

  private Numbers row(Stage stage, int row) {
    return stages.of(stage).row(0, head, row);
  }

  private @Nullable Numbers row(Include member, Stage stage, int row) {
    return included.contains(member) ? rounding.round(row(stage, row)) : null;
  }

  private Explanation explanation(int row, int position) {
    var explainer = new Explainer(resolved.sequences(), attention, head, position);
    return rounding.round(
        explainer.explain(
            row(Stage.SCORES, row),
            row(Stage.LOGITS, row),
            row(Stage.WEIGHTS, row),
            row(Stage.LSE, row).at(0)));
  }

  private Diagnosis diagnosis(int row) {
    return rounding.round(
        Diagnosis.of(
            row(Stage.WEIGHTS, row), resolved.heads().headSize(), resolved.options().factor()));
  }

  private Matrix contributions(int row) {
    Matrix value = attention.inputs().values(head);
    Matrix contributions = Contributions.of(row(Stage.WEIGHTS, row), value);
    return Contributions.rounded(contributions, rounding.round(row(Stage.CONTEXT, row)), rounding);
  }
}
