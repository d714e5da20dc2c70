package attention.service;

import attention.core.Bias;
import attention.core.Faults;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns the bias of a request into the bias of the mathematics.
///
/// @param sequences the words that the bias is about
/// @param heads how their vectors are split
/// @param dialect says where the first query stands among the keys
/// @param faults takes what does not fit them
record BiasResolver(Sequences sequences, Heads heads, Dialect dialect, Faults faults) {

  private static final String POINTER = "/options/bias";

  /// A bias in both forms.
  ///
  /// @param bias for the mathematics
  /// @param echo for the answer; nothing where nothing is added
  record Resolved(Bias bias, @Nullable BiasOption echo) {}

  /// Resolves the bias.
  ///
  /// @param option whose single fields are in order, or nothing
  Resolved resolve(@Nullable BiasOption option) {
    Resolved resolved = bias(option);
    resolved.bias.check(sequences.scores(heads), POINTER, faults);
    return resolved;
  }

  private Resolved bias(@Nullable BiasOption option) {
    return switch (option) {
      case null -> new Resolved(new Bias.None(), null);
      case BiasOption.Dense(BiasTable values) -> new Resolved(dense(values), option);
      case BiasOption.Alibi(double @Nullable [] slopes) -> {
        double[] resolved =
            slopes == null ? Bias.Alibi.standardSlopes(heads.queryHeads()) : slopes(slopes);
        yield new Resolved(
            new Bias.Alibi(resolved, dialect.align().offset(sequences)),
            new BiasOption.Alibi(resolved));
      }
    };
  }

  /// Gives the tables; nothing, and no memory taken, where they do not fit.
  private Bias dense(BiasTable values) {
    List<List<double[]>> tables = values.tables();
    if (values.perHead() && tables.size() != heads.queryHeads()) {
      faults.add(
          POINTER + "/values",
          "wrong-length",
          "has %d tables, there are %d heads".formatted(tables.size(), heads.queryHeads()));
      return new Bias.None();
    }
    boolean fits = true;
    for (int head = 0; head < tables.size(); head++) {
      String pointer = POINTER + "/values" + values.pointer(head);
      List<double[]> rows = tables.get(head);
      boolean complete = sequences.checkTable(rows, row -> row.length, "numbers", pointer, faults);
      fits &= complete;
      if (complete) {
        checkNumbers(rows, pointer);
      }
    }
    if (!fits) {
      return new Bias.None();
    }
    var shape = new Shape(1, tables.size(), sequences.queries().count(), sequences.keys().count());
    List<double[]> rows = tables.stream().flatMap(List::stream).toList();
    return new Bias.Dense(new Tensor(shape, Numbers.of(sequences.precision(), rows)));
  }

  private void checkNumbers(List<double[]> rows, String pointer) {
    Precision precision = sequences.precision();
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.get(i).length; j++) {
        double number = rows.get(i)[j];
        if (number != Double.NEGATIVE_INFINITY && !precision.holds(number)) {
          faults.add(
              pointer + "/" + i + "/" + j,
              "out-of-range",
              "is %s, which %s cannot hold".formatted(number, precision));
        }
      }
    }
  }

  private double[] slopes(double[] slopes) {
    Precision precision = sequences.precision();
    double[] rounded = new double[slopes.length];
    for (int head = 0; head < slopes.length; head++) {
      rounded[head] = precision.round(slopes[head]);
      if (!precision.holds(slopes[head])) {
        faults.add(
            POINTER + "/slopes/" + head,
            "out-of-range",
            "is %s, which %s cannot hold".formatted(slopes[head], precision));
      }
    }
    return rounded;
  }
}
