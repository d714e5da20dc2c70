package attention.kernel;

import java.util.Arrays;

/// [ScalarKernel] in double precision: the same formulas in the same order.
public final class ScalarKernel64 implements Kernel<double[]> {

  // A work area of so few queries stays in the cache for long rows of keys, too.
  private static final int MOST_QUERIES = 32;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String reason() {
    return "plain Java: as set, or because the Vector API is not there or not warm yet";
  }

  @Override
  public int mostQueries() {
    return MOST_QUERIES;
  }

  @Override
  public int columns(int queries) {
    return queries;
  }

  @Override
  public void scores(
      Slice<double[]> query, Slice<double[]> key, double factor, Slice<double[]> work) {
    for (int i = 0; i < query.rows(); i++) {
      for (int j = 0; j < key.rows(); j++) {
        work.values()[work.start(j) + i] = factor * dot(query, i, key, j);
      }
    }
  }

  private static double dot(Slice<double[]> query, int i, Slice<double[]> key, int j) {
    double[] q = query.values();
    double[] k = key.values();
    int q0 = query.start(i);
    int k0 = key.start(j);
    int headSize = query.columns();
    double sum = -0.0; // the number that changes no other when it is added
    for (int from = 0; from < headSize; from += DOT_BLOCK) {
      int to = Math.min(headSize, from + DOT_BLOCK);
      double block = 0;
      for (int e = from; e < to; e++) {
        block = Math.fma(q[q0 + e], k[k0 + e], block);
      }
      sum += block;
    }
    return sum;
  }

  @Override
  public void softcap(double cap, Slice<double[]> work) {
    double c = cap;
    double[] x = work.values();
    int end = work.start(work.rows());
    for (int at = work.offset(); at < end; at++) {
      x[at] = c * DoubleMath.tanh(x[at] / c);
    }
  }

  @Override
  public void softmax(Slice<double[]> work, double sink, Slice<double[]> lse) {
    for (int i = 0; i < work.columns(); i++) {
      softmax(work, i, sink, lse);
    }
  }

  private static void softmax(Slice<double[]> work, int i, double sink, Slice<double[]> lse) {
    double[] x = work.values();
    int keyCount = work.rows();
    double max = sink;
    for (int j = 0; j < keyCount; j++) {
      max = Math.max(max, x[work.start(j) + i]);
    }
    double sum = 0; // whose logarithm is that of a query that sees nothing
    if (max == Double.NEGATIVE_INFINITY) {
      for (int j = 0; j < keyCount; j++) {
        x[work.start(j) + i] = 0;
      }
    } else {
      sum = share(work, i, max, sink);
    }
    if (i < lse.rows()) {
      lse.values()[lse.start(i)] = max + StrictMath.log(sum);
    }
  }

  /// Replaces the logits of a query by its weights.
  ///
  /// @return the sum of the exponentials
  private static double share(Slice<double[]> work, int i, double max, double sink) {
    double[] x = work.values();
    int keyCount = work.rows();
    double sum = DoubleMath.exp(sink - max);
    for (int from = 0; from < keyCount; from += KEY_BLOCK) {
      int to = Math.min(keyCount, from + KEY_BLOCK);
      double block = 0;
      for (int j = from; j < to; j++) {
        int at = work.start(j) + i;
        x[at] = DoubleMath.exp(x[at] - max);
        block += x[at];
      }
      sum += block;
    }
    double total = sum;
    for (int j = 0; j < keyCount; j++) {
      x[work.start(j) + i] /= total;
    }
    return sum;
  }

  @Override
  public void context(Slice<double[]> work, Slice<double[]> value, Slice<double[]> context) {
    double[] block = new double[value.columns()];
    for (int i = 0; i < context.rows(); i++) {
      int c0 = context.start(i);
      Arrays.fill(context.values(), c0, c0 + value.columns(), 0);
      for (int from = 0; from < work.rows(); from += KEY_BLOCK) {
        int to = Math.min(work.rows(), from + KEY_BLOCK);
        Arrays.fill(block, 0);
        for (int j = from; j < to; j++) {
          addWeighted(work.values()[work.start(j) + i], value, j, block);
        }
        for (int e = 0; e < block.length; e++) {
          context.values()[c0 + e] += block[e];
        }
      }
    }
  }

  private static void addWeighted(double weight, Slice<double[]> value, int j, double[] block) {
    if (weight == 0) {
      return; // hidden: 0 * NaN would be NaN
    }
    int v0 = value.start(j);
    for (int e = 0; e < block.length; e++) {
      block[e] = Math.fma(weight, value.values()[v0 + e], block[e]);
    }
  }

  @Override
  public void transpose(Slice<double[]> work, Slice<double[]> rows, int from) {
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < work.rows(); j++) {
        rows.values()[rows.start(i) + from + j] = work.values()[work.start(j) + i];
      }
    }
  }
}
