package attention.service;

import attention.comparison.Table;
import attention.core.Faults;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.service.CompareRequest.Candidate;
import attention.service.CompareRequest.CandidateHead;
import attention.service.CompareRequest.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the numbers of a candidate into tables that fit the request.
///
/// @param resolved the request
/// @param faults takes what does not fit
record CandidateResolver(ResolvedRequest resolved, Faults faults) {

  private static final String POINTER = "/candidate";

  /// Resolves a candidate; only as complete as the faults allow.
  Map<Table, Tensor> resolve(@Nullable Candidate candidate) {
    var tables = new EnumMap<Table, Tensor>(Table.class);
    if (candidate == null) {
      faults.add(POINTER, "required", "is required");
      return tables;
    }
    var top =
        new CandidateHead(
            candidate.scores(),
            candidate.capped(),
            candidate.logits(),
            candidate.weights(),
            candidate.context(),
            candidate.lse());
    if (resolved.heads().isOne()) {
      if (candidate.heads() != null) {
        faults.add(POINTER + "/heads", "conflict", "is for several heads, there is one");
      }
      add(List.of(top), POINTER, tables);
    } else {
      addJoined(top, tables);
      if (candidate.heads() != null) {
        addHeads(candidate.heads(), tables);
      }
    }
    if (tables.isEmpty() && faults.isEmpty()) {
      faults.add(POINTER, "empty", "has none of context, weights, logits, capped, scores, lse");
    }
    return tables;
  }

  private void addJoined(CandidateHead top, Map<Table, Tensor> tables) {
    for (Table table : Table.values()) {
      if (table != Table.JOINED && table != Table.CONTEXT && rows(top, table) != null) {
        faults.add(
            pointer(POINTER, table),
            "conflict",
            "stands under heads, where there are several or an output projection");
      }
    }
    List<Row> context = top.context();
    if (context != null) {
      int size = resolved.heads().joinedSize();
      var numbers = new ArrayList<double[]>();
      collect(context, size, "numbers", POINTER + "/context", numbers);
      put(Table.JOINED, 1, size, numbers, tables);
    }
  }

  private void addHeads(List<CandidateHead> heads, Map<Table, Tensor> tables) {
    int count = resolved.heads().queryHeads();
    if (heads.size() != count) {
      faults.add(
          POINTER + "/heads",
          "wrong-length",
          "has %d heads, there are %d".formatted(heads.size(), count));
      return;
    }
    for (int head = 0; head < count; head++) {
      if (heads.get(head) == null) {
        faults.add(POINTER + "/heads/" + head, "required", "is required");
      }
    }
    if (faults.isEmpty()) {
      add(heads, POINTER + "/heads/", tables);
    }
  }

  /// Adds the tables that the first head has, for every head.
  private void add(List<CandidateHead> heads, String base, Map<Table, Tensor> tables) {
    for (Table table : Table.values()) {
      if (table == Table.JOINED) {
        continue;
      }
      boolean present = rows(heads.getFirst(), table) != null;
      var numbers = new ArrayList<double[]>();
      for (int head = 0; head < heads.size(); head++) {
        String pointer = pointer(base.endsWith("/") ? base + head : base, table);
        List<Row> rows = rows(heads.get(head), table);
        if (present != (rows != null)) {
          faults.add(pointer, "conflict", "must stand in every head or in none");
        } else if (rows != null) {
          String entries = table == Table.CONTEXT ? "numbers" : "entries";
          collect(rows, size(table), entries, pointer, numbers);
        }
      }
      if (present) {
        put(table, heads.size(), size(table), numbers, tables);
      }
    }
  }

  private int size(Table table) {
    return switch (table) {
      case SCORES, CAPPED, LOGITS, WEIGHTS -> resolved.sequences().keys().count();
      case LSE -> 1;
      case CONTEXT -> resolved.heads().valueSize();
      case JOINED -> resolved.heads().joinedSize();
    };
  }

  private static String pointer(String base, Table table) {
    return base + "/" + table.word();
  }

  /// The rows of a table; the log-sum-exps of all queries as one.
  private static @Nullable List<Row> rows(CandidateHead head, Table table) {
    return switch (table) {
      case SCORES -> head.scores();
      case CAPPED -> head.capped();
      case LOGITS -> head.logits();
      case WEIGHTS -> head.weights();
      case LSE -> head.lse() == null ? null : List.of(head.lse());
      case CONTEXT, JOINED -> head.context();
    };
  }

  private void collect(
      List<Row> rows, int size, String entries, String pointer, List<double[]> numbers) {
    int queries = resolved.sequences().queries().count();
    boolean isLse = pointer.endsWith("/lse");
    if (!isLse && rows.size() != queries) {
      faults.add(
          pointer,
          "wrong-length",
          "has %d rows, there are %d queries".formatted(rows.size(), queries));
      return;
    }
    int expected = isLse ? queries : size;
    for (int i = 0; i < rows.size(); i++) {
      int count = rows.get(i) == null ? 0 : rows.get(i).numbers().length;
      if (count == expected) {
        numbers.add(rows.get(i).numbers());
      } else {
        faults.add(
            isLse ? pointer : pointer + "/" + i,
            "wrong-length",
            "has %d %s, expected %d".formatted(count, entries, expected));
      }
    }
  }

  private void put(
      Table table, int heads, int size, List<double[]> rows, Map<Table, Tensor> tables) {
    if (faults.isEmpty()) {
      var shape = new Shape(1, heads, resolved.sequences().queries().count(), size);
      Numbers numbers = Numbers.of(Precision.FLOAT64, rows);
      tables.put(table, new Tensor(shape, numbers));
    }
  }
}
