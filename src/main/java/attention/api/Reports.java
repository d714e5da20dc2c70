package attention.api;

import attention.core.Matrix;
import attention.core.Numbers;
import attention.format.Report;
import attention.format.Table;
import attention.service.AttentionAnswer;
import attention.service.Diagnosis;
import attention.service.Explanation;
import attention.service.QueryAnswer;
import attention.service.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers as tables with names.
///
/// @param queries the words that look, one for each row
/// @param firstPosition where the first of them stands in the request
/// @param keys the words that are looked at
/// @param view how people want to see it
record Reports(List<String> queries, int firstPosition, List<String> keys, View view) {

  /// Gives the report of an answer for all queries.
  static Report of(AttentionAnswer answer) {
    var reports = new Reports(answer.queryWords(), 0, answer.keyWords(), answer.view());
    return reports.report(
        new Stages(
            answer.scores(),
            answer.capped(),
            answer.logits(),
            answer.weights(),
            answer.context(),
            answer.lse() == null ? null : column(answer.lse()),
            orNone(answer.contributions()),
            orNone(answer.explanation()),
            orNone(answer.diagnosis())));
  }

  /// Gives the report of an answer for one query.
  static Report of(QueryAnswer answer) {
    var reports =
        new Reports(List.of(answer.query()), answer.position(), answer.keyWords(), answer.view());
    return reports.report(
        new Stages(
            row(answer.scores()),
            row(answer.capped()),
            row(answer.logits()),
            row(answer.weights()),
            row(answer.context()),
            answer.lse() == null ? null : cell(answer.lse()),
            orNone(answer.contributions()),
            orNone(answer.explanation()),
            orNone(answer.diagnosis())));
  }

  /// What both kinds of answers hold, a row for each query.
  private record Stages(
      @Nullable Matrix scores,
      @Nullable Matrix capped,
      @Nullable Matrix logits,
      @Nullable Matrix weights,
      @Nullable Matrix context,
      @Nullable Matrix lse,
      List<Matrix> contributions,
      List<Explanation> explanations,
      List<Diagnosis> diagnoses) {}

  private Report report(Stages stages) {
    var tables = new ArrayList<Table>();
    addByName(tables, "scores", "scores: row looks at column", stages.scores, keys);
    addByName(tables, "capped", "capped: the scores after the softcap", stages.capped, keys);
    addByKey(tables, "logits", "logits: what softmax reads", stages.logits);
    addByKey(tables, "weights", "weights: each row adds up to 1", stages.weights);
    addByName(tables, "context", "context: one row per word", stages.context, List.of());
    addByName(tables, "lse", "lse: log-sum-exp of each row, in nats", stages.lse, List.of("lse"));
    addDiagnosis(tables, stages.diagnoses);
    addContributions(tables, stages.contributions);
    return new Report(tables, notes(stages), view.decimals());
  }

  /// Adds a table of a step behind the mask, which shows hidden keys as hidden.
  private void addByKey(List<Table> tables, String stage, String title, @Nullable Matrix cells) {
    if (cells != null) {
      tables.add(new Table(stage, title, queries, firstPosition, keys, cells, this::isHidden));
    }
  }

  private void addByName(
      List<Table> tables, String stage, String title, @Nullable Matrix cells, List<String> names) {
    if (cells != null) {
      List<String> columns = names.isEmpty() ? dimensions(cells.columns()) : names;
      tables.add(new Table(stage, title, queries, firstPosition, columns, cells, (_, _) -> false));
    }
  }

  private void addDiagnosis(List<Table> tables, List<Diagnosis> diagnoses) {
    if (diagnoses.isEmpty()) {
      return;
    }
    float[] cells = new float[3 * diagnoses.size()];
    for (int i = 0; i < diagnoses.size(); i++) {
      cells[3 * i] = diagnoses.get(i).entropy();
      cells[3 * i + 1] = diagnoses.get(i).maximum();
      cells[3 * i + 2] = diagnoses.get(i).effectiveKeys();
    }
    addByName(
        tables,
        "diagnosis",
        "diagnosis: how sharp each row is",
        Matrix.of(diagnoses.size(), 3, cells),
        List.of("entropy", "maximum", "effectiveKeys"));
  }

  /// One table for each dimension, so that its rows look at its columns like everywhere else.
  private void addContributions(List<Table> tables, List<Matrix> contributions) {
    if (contributions.isEmpty()) {
      return;
    }
    List<String> dimensions = dimensions(contributions.getFirst().columns());
    for (int e = 0; e < dimensions.size(); e++) {
      double[] cells = new double[queries.size() * keys.size()];
      for (int i = 0; i < queries.size(); i++) {
        for (int j = 0; j < keys.size(); j++) {
          cells[i * keys.size() + j] = contributions.get(i).at(j, e);
        }
      }
      String name = dimensions.get(e);
      addByKey(
          tables,
          "contributions " + name,
          "contributions to " + name + ": each row adds up to the context",
          new Matrix(
              queries.size(),
              keys.size(),
              Numbers.of(contributions.getFirst().numbers().precision(), List.of(cells))));
    }
  }

  private List<String> notes(Stages stages) {
    var notes = new ArrayList<String>();
    for (Explanation explanation : stages.explanations) {
      notes.add(explanation.summary());
    }
    for (int i = 0; i < stages.diagnoses.size(); i++) {
      String hint = stages.diagnoses.get(i).hint();
      if (hint != null) {
        notes.add(queries.get(i) + ": " + hint);
      }
    }
    return notes;
  }

  private boolean isHidden(int row, int column) {
    return view.options().hides(0, firstPosition + row, column);
  }

  private static List<String> dimensions(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(e -> "d" + e).toList();
  }

  private static Matrix cell(Number number) {
    return switch (number) {
      case Float single -> Matrix.of(1, 1, single);
      default -> new Matrix(1, 1, new Numbers.Float64(new double[] {number.doubleValue()}));
    };
  }

  private static Matrix column(Numbers numbers) {
    return new Matrix(numbers.count(), 1, numbers);
  }

  private static @Nullable Matrix row(@Nullable Numbers numbers) {
    return numbers == null ? null : new Matrix(1, numbers.count(), numbers);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static <T> List<T> orNone(@Nullable T element) {
    return element == null ? List.of() : List.of(element);
  }
}
