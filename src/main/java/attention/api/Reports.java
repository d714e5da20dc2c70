package attention.api;

import attention.core.Matrix;
import attention.core.Numbers;
import attention.format.Report;
import attention.format.Table;
import attention.format.Table.Kind;
import attention.service.AttentionAnswer;
import attention.service.Diagnosis;
import attention.service.Explanation;
import attention.service.QueryAnswer;
import attention.service.SkippedWord;
import attention.service.StageRows;
import attention.service.StageTables;
import attention.service.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers as tables with names.
///
/// @param queries the words that look, one for each row
/// @param firstPosition where the first of them stands in the request
/// @param keys the words that are looked at
/// @param skipped words that were left out
/// @param view how people want to see it
record Reports(
    List<String> queries,
    int firstPosition,
    List<String> keys,
    @Nullable List<SkippedWord> skipped,
    View view) {

  /// Gives the report of an answer, for all queries or for one.
  static Report of(Object answer) {
    return answer instanceof AttentionAnswer all ? of(all) : of((QueryAnswer) answer);
  }

  private static Report of(AttentionAnswer answer) {
    var reports =
        new Reports(answer.queryWords(), 0, answer.keyWords(), answer.skipped(), answer.view());
    List<StageTables> heads = answer.heads() == null ? List.of() : answer.heads();
    return reports.report(answer.stages(), heads);
  }

  private static Report of(QueryAnswer answer) {
    var reports =
        new Reports(
            List.of(answer.query()),
            answer.position(),
            answer.keyWords(),
            answer.skipped(),
            answer.view());
    List<StageRows> heads = answer.heads() == null ? List.of() : answer.heads();
    return reports.report(answer.stages().tables(), heads.stream().map(StageRows::tables).toList());
  }

  private Report report(StageTables stages, List<StageTables> heads) {
    var tables = new ArrayList<Table>();
    var notes = new ArrayList<String>();
    for (int head = 0; head < heads.size(); head++) {
      String prefix = "head " + head + " ";
      new Head(tables, head, prefix).add(heads.get(head));
      addNotes(notes, prefix, heads.get(head));
    }
    new Head(tables, 0, "").add(stages);
    addNotes(notes, "", stages);
    if (skipped != null) {
      String words = skipped.stream().map(SkippedWord::toString).collect(Collectors.joining(", "));
      notes.add("left out: " + words);
    }
    return new Report(tables, notes, view.decimals());
  }

  private void addNotes(List<String> notes, String prefix, StageTables stages) {
    for (Explanation explanation : orNone(stages.explanation())) {
      notes.add((prefix.isEmpty() ? "" : prefix.trim() + ": ") + explanation.summary());
    }
    List<Diagnosis> diagnoses = orNone(stages.diagnosis());
    for (int i = 0; i < diagnoses.size(); i++) {
      String hint = diagnoses.get(i).hint();
      if (hint != null) {
        notes.add(prefix + queries.get(i) + ": " + hint);
      }
    }
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static List<String> dimensions(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(e -> "d" + e).toList();
  }

  /// Adds the tables of one head.
  private final class Head {

    private final List<Table> tables;
    private final int head;
    private final String prefix;

    Head(List<Table> tables, int head, String prefix) {
      this.tables = tables;
      this.head = head;
      this.prefix = prefix;
    }

    void add(StageTables stages) {
      addOpen(Kind.PAIRS, "scores", "row looks at column", stages.scores(), keys);
      addOpen(Kind.PAIRS, "capped", "the scores after the softcap", stages.capped(), keys);
      addMasked(Kind.PAIRS, "logits", "what softmax reads", stages.logits());
      addMasked(Kind.SHARES, "weights", "each row adds up to 1", stages.weights());
      if (stages.context() != null) {
        List<String> columns = dimensions(stages.context().columns());
        addOpen(Kind.FEATURES, "context", "one row per word", stages.context(), columns);
      }
      Numbers lse = stages.lse();
      if (lse != null) {
        Matrix column = new Matrix(lse.count(), 1, lse);
        addOpen(Kind.FEATURES, "lse", "log-sum-exp of each row, in nats", column, List.of("lse"));
      }
      addDiagnosis(orNone(stages.diagnosis()));
      addContributions(orNone(stages.contributions()));
    }

    /// Adds a table in which nothing is hidden: of a step before the mask, or without keys.
    private void addOpen(
        Kind kind, String stage, String title, @Nullable Matrix cells, List<String> columns) {
      if (cells != null) {
        add(kind, stage, title, cells, columns, false);
      }
    }

    private void addMasked(Kind kind, String stage, String title, @Nullable Matrix cells) {
      if (cells != null) {
        add(kind, stage, title, cells, keys, true);
      }
    }

    private void add(
        Kind kind, String stage, String title, Matrix cells, List<String> columns, boolean masked) {
      tables.add(
          new Table(
              kind,
              prefix + stage,
              prefix + stage + ": " + title,
              queries,
              firstPosition,
              columns,
              cells,
              (row, column) ->
                  masked && view.options().hides(0, head, firstPosition + row, column)));
    }

    private void addDiagnosis(List<Diagnosis> diagnoses) {
      if (diagnoses.isEmpty()) {
        return;
      }
      float[] cells = new float[3 * diagnoses.size()];
      for (int i = 0; i < diagnoses.size(); i++) {
        cells[3 * i] = diagnoses.get(i).entropy();
        cells[3 * i + 1] = diagnoses.get(i).maximum();
        cells[3 * i + 2] = diagnoses.get(i).effectiveKeys();
      }
      List<String> columns = List.of("entropy", "maximum", "effectiveKeys");
      Matrix figures = Matrix.of(diagnoses.size(), 3, cells);
      addOpen(Kind.FEATURES, "diagnosis", "how sharp each row is", figures, columns);
    }

    /// One table for each dimension, so that its rows look at its columns like everywhere else.
    private void addContributions(List<Matrix> contributions) {
      if (contributions.isEmpty()) {
        return;
      }
      List<String> dimensions = dimensions(contributions.getFirst().columns());
      for (int e = 0; e < dimensions.size(); e++) {
        double[] cells = new double[queries.size() * keys.size()];
        for (int n = 0; n < cells.length; n++) {
          cells[n] = contributions.get(n / keys.size()).at(n % keys.size(), e);
        }
        Numbers numbers =
            Numbers.of(contributions.getFirst().numbers().precision(), List.of(cells));
        addMasked(
            Kind.PAIRS,
            "contributions " + dimensions.get(e),
            "each row adds up to the context",
            new Matrix(queries.size(), keys.size(), numbers));
      }
    }
  }
}
