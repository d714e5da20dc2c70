package attention.service;

import attention.core.Attention;
import attention.core.Matrix;
import attention.core.Stage;
import attention.core.Stages;
import attention.core.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts computed stages into answers.
///
/// @param resolved what was asked
/// @param attention what was computed
/// @param decimals to how many decimals the numbers are rounded, or nothing
/// @param included what the answers hold
record Answers(
    ResolvedRequest resolved,
    Attention attention,
    @Nullable Integer decimals,
    Set<Include> included) {

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
    Matrix joined = joined(stages);
    List<StageTables> heads = heads().mapToObj(head -> head(stages, head).tables()).toList();
    boolean one = resolved.heads().isOne();
    return new AttentionAnswer(
        self ? sequences.keys().words() : null,
        self ? null : sequences.queries().words(),
        self ? null : sequences.keys().words(),
        resolved.echo(),
        skipped(),
        one ? heads.getFirst() : StageTables.ofContext(joined),
        one ? null : heads,
        view());
  }

  /// Gives the answer for one query.
  ///
  /// @param stages computed for some queries
  /// @param joined the final context of these queries, from [#joined]
  /// @param row which of these
  /// @param position where the query stands in the request
  /// @param detail what stands beside the numbers
  QueryAnswer one(Stages stages, @Nullable Matrix joined, int row, int position, Detail detail) {
    Sequences sequences = resolved.sequences();
    boolean self = sequences.isSelfAttention();
    List<StageRows> heads =
        heads().mapToObj(head -> head(stages, head).rows(row, position)).toList();
    boolean one = resolved.heads().isOne();
    return new QueryAnswer(
        sequences.queries().at(position),
        position,
        self && detail != Detail.NUMBERS ? sequences.keys().words() : null,
        self || detail == Detail.NUMBERS ? null : sequences.keys().words(),
        detail == Detail.WORDS_AND_OPTIONS ? resolved.echo() : null,
        detail == Detail.NUMBERS ? null : skipped(),
        one ? heads.getFirst() : StageRows.ofContext(joined == null ? null : joined.row(row)),
        one ? null : heads,
        view());
  }

  private IntStream heads() {
    return IntStream.range(0, resolved.heads().queryHeads());
  }

  private HeadStages head(Stages stages, int head) {
    return new HeadStages(resolved, attention, stages, head, new Decimals(decimals), included);
  }

  /// Gives the final context of all queries that were computed; nothing where it is not wanted, or
  /// where it is that of the only head.
  @Nullable Matrix joined(Stages stages) {
    if (resolved.heads().isOne() || !included.contains(Include.CONTEXT)) {
      return null;
    }
    Tensor context = stages.of(Stage.CONTEXT);
    Matrix joined = resolved.heads().join(context, attention.kernels());
    return new Decimals(decimals).round(joined);
  }

  private @Nullable List<SkippedWord> skipped() {
    Spoken spoken = resolved.sequences().spoken();
    return spoken == null || spoken.skipped().isEmpty() ? null : spoken.skipped();
  }

  private View view() {
    int shown = decimals == null ? View.USUAL_DECIMALS : decimals;
    return new View(shown, resolved.options());
  }
}
