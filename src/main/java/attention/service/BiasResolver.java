package attention.service;

import attention.core.AttentionInputs;
import attention.core.Bias;
import attention.core.Faults;
import attention.core.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns the bias of a request into the bias of the mathematics.
///
/// @param sequences the words that the bias is about
/// @param faults takes what does not fit them
record BiasResolver(Sequences sequences, Faults faults) {

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
    AttentionInputs inputs = sequences.inputs();
    resolved.bias.check(heads(), inputs.queryCount(), inputs.keyCount(), POINTER, faults);
    return resolved;
  }

  private Resolved bias(@Nullable BiasOption option) {
    return switch (option) {
      case null -> new Resolved(new Bias.None(), null);
      case BiasOption.Dense(List<double[]> values) -> new Resolved(dense(values), option);
      case BiasOption.Alibi(double @Nullable [] slopes) -> {
        float[] resolved = slopes == null ? Bias.Alibi.standardSlopes(heads()) : slopes(slopes);
        yield new Resolved(new Bias.Alibi(resolved, 0), new BiasOption.Alibi(widened(resolved)));
      }
    };
  }

  private int heads() {
    return sequences.inputs().query().shape().heads();
  }

  /// Gives the table; nothing, and no memory taken, where it does not fit.
  private Bias dense(List<double[]> rows) {
    int queries = sequences.inputs().queryCount();
    int keys = sequences.inputs().keyCount();
    if (!fits(rows, queries, keys)) {
      return new Bias.None();
    }
    float[] values = new float[queries * keys];
    for (int i = 0; i < queries; i++) {
      for (int j = 0; j < keys; j++) {
        double number = rows.get(i)[j];
        values[i * keys + j] = (float) number;
        if (number != Double.NEGATIVE_INFINITY && !Float.isFinite((float) number)) {
          faults.add(
              POINTER + "/values/" + i + "/" + j,
              "out-of-range",
              "is %s, which float32 cannot hold".formatted(number));
        }
      }
    }
    return new Bias.Dense(new Matrix(queries, keys, values));
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

  private float[] slopes(double[] slopes) {
    float[] narrowed = new float[slopes.length];
    for (int head = 0; head < slopes.length; head++) {
      narrowed[head] = (float) slopes[head];
      if (!Float.isFinite(narrowed[head])) {
        faults.add(
            POINTER + "/slopes/" + head,
            "out-of-range",
            "is %s, which float32 cannot hold".formatted(slopes[head]));
      }
    }
    return narrowed;
  }

  private static double[] widened(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(n -> numbers[n]).toArray();
  }
}
