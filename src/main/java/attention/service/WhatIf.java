package attention.service;

import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Words;
import attention.service.WhatIfAnswer.Difference;
import attention.service.WhatIfAnswer.QueryChange;
import attention.service.WhatIfAnswer.WeightChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Two answers beside each other.
///
/// @param before as it is
/// @param after as it would be
/// @param decimals to how many decimals the differences are rounded
record WhatIf(AttentionAnswer before, AttentionAnswer after, Decimals decimals) {

  // A weight that moves less is said not to move.
  private static final double NOTHING = 0.0005;

  /// Gives the difference, as a table and in words.
  WhatIfAnswer answer() {
    Matrix was = weights(before);
    Matrix is = weights(after);
    Matrix context = minus(context(after), context(before));
    var queries = new Words(before.queryWords());
    var keys = new Words(before.keyWords());
    var changes = new ArrayList<QueryChange>();
    for (int i = 0; i < queries.count(); i++) {
      changes.add(change(i, queries, keys, was, is, context));
    }
    return new WhatIfAnswer(
        before,
        after,
        new Difference(decimals.round(minus(is, was)), decimals.round(context)),
        changes);
  }

  private QueryChange change(
      int i, Words queries, Words keys, Matrix was, Matrix is, Matrix context) {
    int most = 0;
    int least = 0;
    for (int j = 0; j < keys.count(); j++) {
      double change = is.at(i, j) - was.at(i, j);
      most = change > is.at(i, most) - was.at(i, most) ? j : most;
      least = change < is.at(i, least) - was.at(i, least) ? j : least;
    }
    WeightChange gained = weightChange(i, most, keys, was, is);
    WeightChange lost = weightChange(i, least, keys, was, is);
    boolean grew = gained.after() - gained.before() > NOTHING;
    boolean shrank = lost.before() - lost.after() > NOTHING;
    double moved = length(context.row(i));
    return new QueryChange(
        queries.at(i),
        i,
        grew ? gained : null,
        shrank ? lost : null,
        decimals.round((Number) (float) moved).doubleValue(),
        summary(queries.at(i), i, grew ? gained : null, shrank ? lost : null, keys, moved));
  }

  private WeightChange weightChange(int i, int j, Words keys, Matrix was, Matrix is) {
    return new WeightChange(
        keys.at(j), j, number(was, i, j).doubleValue(), number(is, i, j).doubleValue());
  }

  private Number number(Matrix matrix, int i, int j) {
    return decimals.round((Number) matrix.at(i, j));
  }

  private String summary(
      String query,
      int position,
      @Nullable WeightChange gained,
      @Nullable WeightChange lost,
      Words keys,
      double moved) {
    if (gained == null && lost == null) {
      return moved == 0
          ? query + ": nothing changes."
          : "%s: the weights stay, the context moves by %s."
              .formatted(query, String.format(Locale.ROOT, "%.2g", moved));
    }
    var parts = new ArrayList<String>();
    if (gained != null) {
      parts.add(part(gained, "gains most", keys, position));
    }
    if (lost != null) {
      parts.add(part(lost, "loses most", keys, position));
    }
    return query + ": " + String.join("; ", parts) + ".";
  }

  private String part(WeightChange change, String verb, Words keys, int position) {
    boolean itself = before.words() != null && change.position() == position;
    boolean repeated = keys.positions(change.word()).length > 1;
    String name =
        itself
            ? "itself"
            : repeated
                ? "%s (position %d)".formatted(change.word(), change.position())
                : change.word();
    return "%s %s, from %s to %s"
        .formatted(name, verb, percent(change.before()), percent(change.after()));
  }

  private static String percent(double weight) {
    return weight == 0 || weight == 1
        ? String.format(Locale.ROOT, "%.0f%%", 100 * weight)
        : String.format(Locale.ROOT, "%.1f%%", 100 * weight);
  }

  // ---- numbers

  /// The weights; of several heads their mean.
  private static Matrix weights(AttentionAnswer answer) {
    List<StageTables> heads = answer.heads() == null ? List.of(answer.stages()) : answer.heads();
    Matrix first = required(heads.getFirst().weights());
    double[] sums = new double[first.numbers().count()];
    for (StageTables head : heads) {
      Numbers numbers = required(head.weights()).numbers();
      for (int n = 0; n < sums.length; n++) {
        sums[n] += numbers.at(n) / heads.size();
      }
    }
    return new Matrix(first.rows(), first.columns(), new Numbers.Float64(sums));
  }

  private static Matrix context(AttentionAnswer answer) {
    return required(answer.stages().context());
  }

  private static Matrix required(@Nullable Matrix matrix) {
    if (matrix == null) {
      throw new IllegalStateException("weights and context are always computed");
    }
    return matrix;
  }

  private Matrix minus(Matrix one, Matrix other) {
    Precision precision = context(before).numbers().precision();
    Numbers difference = Numbers.zeros(precision, one.numbers().count());
    for (int n = 0; n < difference.count(); n++) {
      difference.set(n, one.numbers().at(n) - other.numbers().at(n));
    }
    return new Matrix(one.rows(), one.columns(), difference);
  }

  private static double length(Numbers row) {
    double sum = 0;
    for (int e = 0; e < row.count(); e++) {
      sum += row.at(e) * row.at(e);
    }
    return Math.sqrt(sum);
  }
}
