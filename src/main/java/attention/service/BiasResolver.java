package attention.service;

import attention.core.Bias;
import attention.core.Faults;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Precision;
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
    resolved.bias.check(
        heads.queryHeads(), sequences.queries().count(), sequences.keys().count(), POINTER, faults);
    return resolved;
  }

  private Resolved bias(@Nullable BiasOption option) {
    return switch (option) {
      case null -> new Resolved(new Bias.None(), null);
      case BiasOption.Dense(List<double[]> values) -> new Resolved(dense(values), option);
      case BiasOption.Alibi(double @Nullable [] slopes) -> {
        double[] resolved =
            slopes == null ? Bias.Alibi.standardSlopes(heads.queryHeads()) : slopes(slopes);
        yield new Resolved(
            new Bias.Alibi(resolved, dialect.align().offset(sequences)),
            new BiasOption.Alibi(resolved));
      }
    };
  }

  /// Gives the table; nothing, and no memory taken, where it does not fit.
  private Bias dense(List<double[]> rows) {
    int queries = sequences.queries().count();
    int keys = sequences.keys().count();
    if (!fits(rows, queries, keys)) {
      return new Bias.None();
    }
    Precision precision = sequences.precision();
    for (int i = 0; i < queries; i++) {
      for (int j = 0; j < keys; j++) {
        double number = rows.get(i)[j];
        if (number != Double.NEGATIVE_INFINITY && !precision.holds(number)) {
          faults.add(
              POINTER + "/values/" + i + "/" + j,
              "out-of-range",
              "is %s, which %s cannot hold".formatted(number, precision));
        }
      }
    }
    return new Bias.Dense(new Matrix(queries, keys, Numbers.of(precision, rows)));
  }

  private boolean fits(List<double[]> rows, int queries, int keys) {
    if (rows.size() != queries) {
      faults.add(
          POINTER + "/values",
          "wrong-length",
          "has %d rows, there are %d queries".formatted(rows.size(), queries));
      return false;
    }
    boolean fits = true;
    for (int i = 0; i < queries; i++) {
      int length = rows.get(i) == null ? 0 : rows.get(i).length;
      if (length != keys) {
        faults.add(
            POINTER + "/values/" + i,
            "wrong-length",
            "has %d numbers, there are %d keys".formatted(length, keys));
        fits = false;
      }
    }
    return fits;
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
