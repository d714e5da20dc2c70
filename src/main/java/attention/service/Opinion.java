package attention.service;

import attention.comparison.Cause;
import attention.comparison.Convention;
import attention.comparison.Deviation;
import attention.comparison.Measure;
import attention.comparison.Table;
import attention.comparison.Verdict;
import attention.service.CompareAnswer.ConventionFound;
import attention.service.CompareAnswer.ConventionsFound;
import attention.service.CompareAnswer.StageError;
import attention.service.CompareAnswer.WorstCell;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Puts a verdict into names and words.
///
/// @param resolved the request
/// @param verdict what was found
/// @param measure what counts as equal
record Opinion(ResolvedRequest resolved, Verdict verdict, Measure measure) {

  // Errors are read, not computed with.
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final MathContext SIX_DIGITS = new MathContext(6);

  /// Gives the answer.
  CompareAnswer answer() {
    return new CompareAnswer(
        verdict.agrees(),
        summary(),
        rounded(measure.tolerance()),
        verdict.deviations().stream().map(this::stage).toList(),
        verdict.causes().stream().map(Opinion::cause).toList(),
        resolved.echo());
  }

  private StageError stage(Deviation deviation) {
    double[] rows = new double[deviation.rows().length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rounded(deviation.rows()[i]);
    }
    return new StageError(
        deviation.table().word(),
        deviation.isAllowed(),
        rounded(deviation.absolute()),
        rounded(deviation.relative()),
        rounded(deviation.ulps()),
        cell(deviation),
        rows);
  }

  private WorstCell cell(Deviation deviation) {
    Deviation.Cell cell = deviation.worst();
    Table table = deviation.table();
    boolean hasKey = isByKey(table);
    boolean hasHead = table != Table.JOINED && resolved.heads().queryHeads() > 1;
    boolean isContext = table == Table.CONTEXT || table == Table.JOINED;
    return new WorstCell(
        hasHead ? cell.head() : null,
        resolved.sequences().queries().at(cell.row()),
        cell.row(),
        hasKey ? resolved.sequences().keys().at(cell.column()) : null,
        hasKey ? cell.column() : null,
        isContext ? cell.column() : null,
        cell.expected(),
        cell.actual());
  }

  private static boolean isByKey(Table table) {
    return switch (table) {
      case SCORES, CAPPED, LOGITS, WEIGHTS -> true;
      case LSE, CONTEXT, JOINED -> false;
    };
  }

  private static ConventionsFound cause(Cause cause) {
    return new ConventionsFound(
        cause.conventions().stream()
            .map(c -> new ConventionFound(c.name(), c.meaning(), c.hint()))
            .toList(),
        rounded(cause.error()));
  }

  // ---- in words

  private String summary() {
    Deviation worst =
        verdict.deviations().stream()
            .max(Comparator.comparingDouble(Deviation::excess))
            .orElseThrow();
    if (verdict.agrees()) {
      return "Everything agrees with the reference in double precision: no number is off by more"
          + " than %s.".formatted(shown(largest()));
    }
    String howFar =
        Double.isFinite(worst.absolute())
            ? "by up to %s, most at".formatted(shown(worst.absolute()))
            : "beyond any measure, at";
    return "The %s from the reference in double precision %s %s. %s"
        .formatted(differ(worst.table()), howFar, place(worst), explanation());
  }

  private static String differ(Table table) {
    return switch (table) {
      case SCORES -> "scores differ";
      case CAPPED -> "capped scores differ";
      case LOGITS -> "logits differ";
      case WEIGHTS -> "weights differ";
      case LSE -> "log-sum-exp differs";
      case CONTEXT, JOINED -> "context differs";
    };
  }

  private double largest() {
    return verdict.deviations().stream().mapToDouble(Deviation::absolute).max().orElse(0);
  }

  private String place(Deviation deviation) {
    WorstCell cell = cell(deviation);
    var place = new StringBuilder(cell.query());
    if (cell.key() != null) {
      place.append(" looking at ").append(cell.key());
    }
    if (cell.dimension() != null) {
      place.append(", number ").append(cell.dimension() + 1);
    }
    if (cell.head() != null) {
      place.append(", head ").append(cell.head());
    }
    return "%s: %s instead of %s".formatted(place, number(cell.actual()), number(cell.expected()));
  }

  private String explanation() {
    List<Cause> causes = verdict.causes();
    if (causes.isEmpty()) {
      return "No known convention explains it, alone or with another.";
    }
    Cause best = causes.getFirst();
    var sentences = new ArrayList<String>();
    sentences.add(
        best.conventions().size() == 1
            ? "One convention explains it:"
            : "Two conventions together explain it:");
    best.conventions().forEach(c -> sentences.add(c.meaning()));
    best.conventions().forEach(c -> sentences.add(c.hint()));
    if (causes.size() > 1) {
      List<String> others =
          causes.stream()
              .skip(1)
              .map(
                  c ->
                      String.join(
                          " with ", c.conventions().stream().map(Convention::name).toList()))
              .toList();
      sentences.add("As well fitting: %s.".formatted(String.join(", ", others)));
    }
    return String.join(" ", sentences);
  }

  private static double rounded(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(number).round(THREE_DIGITS).doubleValue()
        : number;
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.2g", number);
  }

  private static String number(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    double six = new BigDecimal(number).round(SIX_DIGITS).doubleValue();
    return Double.toString(six);
  }
}
