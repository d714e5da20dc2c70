package attention.comparison;

import attention.core.Attention;
import attention.core.AttentionInputs;
import attention.core.AttentionOptions;
import attention.core.EmptyRows;
import attention.core.Numbers;
import attention.core.Shape;
import attention.core.Stage;
import attention.core.Stages;
import attention.core.Tensor;
import attention.kernel.Kernels;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// The pipeline with its quirks, in plain loops; the scores come from the kernels.
///
/// @param setup what to compute
/// @param kernels do the arithmetic of the scores
record OddPipeline(Setup setup, Kernels kernels) {

  /// Computes every stage for some of the queries.
  Stages stages(int from, int to) {
    boolean whole = setup.quirks().axis() == Quirks.Axis.QUERIES;
    int first = whole ? 0 : from;
    int last = whole ? setup.inputs().queryCount() : to;
    Tensor scores =
        new Attention(setup.inputs(), setup.options(), kernels)
            .stages(EnumSet.of(Stage.SCORES), first, last)
            .of(Stage.SCORES);
    Tensor capped = each(scores, first, this::capped);
    Tensor logits = each(scores, first, this::logit);
    Tensor lse = lse(logits);
    Tensor weights = weights(logits, lse);
    var tensors = new EnumMap<Stage, Tensor>(Stage.class);
    tensors.put(Stage.SCORES, scores);
    tensors.put(Stage.CAPPED, capped);
    tensors.put(Stage.LOGITS, logits);
    tensors.put(Stage.LSE, lse);
    tensors.put(Stage.WEIGHTS, weights);
    if (whole) {
      tensors.replaceAll((_, tensor) -> Computation.rows(tensor, from, to));
    }
    tensors.put(Stage.CONTEXT, context(tensors.get(Stage.WEIGHTS)));
    return new Stages(tensors);
  }

  /// Makes a number of a score.
  private interface Step {
    double of(double score, int batch, int head, int i, int j);
  }

  private static Tensor each(Tensor scores, int firstQuery, Step step) {
    Shape shape = scores.shape();
    double[] numbers = new double[shape.count()];
    for (int n = 0; n < numbers.length; n++) {
      int j = n % shape.size();
      int row = n / shape.size();
      int i = row % shape.length();
      int head = row / shape.length() % shape.heads();
      int batch = row / shape.length() / shape.heads();
      numbers[n] = step.of(scores.numbers().at(n), batch, head, firstQuery + i, j);
    }
    return new Tensor(shape, new Numbers.Float64(numbers));
  }

  private double capped(double score, int batch, int head, int i, int j) {
    return setup.quirks().cap() == Quirks.Cap.TO_SCORES
        ? cap(score)
        : logit(score, batch, head, i, j);
  }

  private double logit(double score, int batch, int head, int i, int j) {
    AttentionOptions options = setup.options();
    boolean hidden = options.hides(batch, head, i, j);
    if (hidden) {
      return setup.quirks().cap() == Quirks.Cap.AFTER_MASK
          ? -options.softcap().orElse(Double.POSITIVE_INFINITY)
          : Double.NEGATIVE_INFINITY;
    }
    double bias = options.bias().at(batch, head, i, j);
    return setup.quirks().cap() == Quirks.Cap.TO_SCORES ? cap(score) + bias : cap(score + bias);
  }

  private double cap(double score) {
    var softcap = setup.options().softcap();
    return softcap.isEmpty()
        ? score
        : softcap.getAsDouble() * Math.tanh(score / softcap.getAsDouble());
  }

  // ---- softmax over keys, queries or heads

  /// Gives the log-sum-exp of each row of keys, which is what `lse` always means.
  private Tensor lse(Tensor logits) {
    Shape shape = logits.shape();
    double[] lse = new double[shape.count() / shape.size()];
    for (int row = 0; row < lse.length; row++) {
      double sink = sink(row / shape.length() % shape.heads());
      lse[row] = lse(logits.numbers(), row * shape.size(), 1, shape.size(), sink);
    }
    return new Tensor(
        new Shape(shape.batch(), shape.heads(), shape.length(), 1), new Numbers.Float64(lse));
  }

  private double sink(int head) {
    double[] sinks = setup.options().sinks();
    return sinks.length == 0 ? Double.NEGATIVE_INFINITY : sinks[head];
  }

  private static double lse(Numbers logits, int start, int step, int count, double sink) {
    double largest = sink;
    for (int n = 0; n < count; n++) {
      largest = Math.max(largest, logits.at(start + n * step));
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = Math.exp(sink - largest);
    for (int n = 0; n < count; n++) {
      sum += Math.exp(logits.at(start + n * step) - largest);
    }
    return largest + Math.log(sum);
  }

  private Tensor weights(Tensor logits, Tensor lse) {
    Shape shape = logits.shape();
    double[] columns = columns(logits);
    Half rounding = setup.quirks().weights();
    double[] weights = new double[shape.count()];
    for (int n = 0; n < weights.length; n++) {
      double divisor = lse.numbers().at(n / shape.size());
      switch (setup.quirks().axis()) {
        case KEYS -> {}
        case QUERIES, HEADS -> divisor = columns[column(shape, n)];
      }
      double weight =
          divisor == Double.NEGATIVE_INFINITY
              ? emptyWeight(shape.size())
              : Math.exp(logits.numbers().at(n) - divisor);
      weights[n] = rounding == null ? weight : rounding.round(weight);
    }
    return new Tensor(shape, new Numbers.Float64(weights));
  }

  private double emptyWeight(int keyCount) {
    EmptyRows rule = setup.options().emptyRows();
    return switch (rule) {
      case ZERO -> 0;
      case MEAN -> 1.0 / keyCount;
      case NAN -> Double.NaN;
    };
  }

  /// Which of the sums over queries or heads a logit belongs to.
  private int column(Shape shape, int n) {
    int table = shape.length() * shape.size();
    return setup.quirks().axis() == Quirks.Axis.QUERIES
        ? n / table * shape.size() + n % shape.size()
        : n / (table * shape.heads()) * table + n % table;
  }

  /// The log-sum-exps over queries or heads.
  private double[] columns(Tensor logits) {
    Shape shape = logits.shape();
    int table = shape.length() * shape.size();
    double none = Double.NEGATIVE_INFINITY;
    double[] sums = new double[0];
    switch (setup.quirks().axis()) {
      case KEYS -> {}
      case QUERIES -> {
        sums = new double[shape.batch() * shape.heads() * shape.size()];
        for (int n = 0; n < sums.length; n++) {
          int start = n / shape.size() * table + n % shape.size();
          sums[n] = lse(logits.numbers(), start, shape.size(), shape.length(), none);
        }
      }
      case HEADS -> {
        sums = new double[shape.batch() * table];
        for (int n = 0; n < sums.length; n++) {
          int start = n / table * table * shape.heads() + n % table;
          sums[n] = lse(logits.numbers(), start, table, shape.heads(), none);
        }
      }
    }
    return sums;
  }

  // ---- the average of the values

  private Tensor context(@Nullable Tensor weights) {
    if (weights == null) {
      throw new IllegalStateException("weights are always computed");
    }
    AttentionInputs inputs = setup.inputs();
    Shape shape = weights.shape();
    Shape values = inputs.value().shape();
    var context = new Shape(shape.batch(), shape.heads(), shape.length(), values.size());
    double[] numbers = new double[context.count()];
    double[] row = new double[values.size()];
    int group = shape.heads() / values.heads();
    for (int n = 0; n < shape.count() / shape.size(); n++) {
      int head = n / shape.length() % shape.heads();
      int batch = n / shape.length() / shape.heads();
      int first = (batch * values.heads() + head / group) * values.length();
      Arrays.fill(row, 0);
      for (int j = 0; j < shape.size(); j++) {
        double weight = weights.numbers().at(n * shape.size() + j);
        if (weight != 0) {
          for (int e = 0; e < row.length; e++) {
            row[e] += weight * inputs.value().numbers().at((first + j) * row.length + e);
          }
        }
      }
      System.arraycopy(row, 0, numbers, n * row.length, row.length);
    }
    return new Tensor(context, new Numbers.Float64(numbers));
  }
}
