package attention.kernel;

import java.util.Arrays;

/// [ScalarKernel] in double precision: the same formulas in the same order.
public final class ScalarKernel64 implements Kernel<double[]> {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String reason() {
    return "plain Java, the only kernel of this version";
  }

  @Override
  public void scores(
      Slice<double[]> query, Slice<double[]> key, double factor, Slice<double[]> scores) {
    for (int i = 0; i < query.rows(); i++) {
      for (int j = 0; j < key.rows(); j++) {
        scores.values()[scores.start(i) + j] = factor * dot(query, i, key, j);
      }
    }
  }

  private static double dot(Slice<double[]> query, int i, Slice<double[]> key, int j) {
    double[] q = query.values();
    double[] k = key.values();
    int q0 = query.start(i);
    int k0 = key.start(j);
    int headSize = query.columns();
    double sum = 0;
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
  public void softcap(double cap, Slice<double[]> scores) {
    double[] x = scores.values();
    int end = scores.start(scores.rows());
    for (int at = scores.offset(); at < end; at++) {
      x[at] = cap * DoubleMath.tanh(x[at] / cap);
    }
  }

  @Override
  public void softmax(Slice<double[]> logits, double sink, Slice<double[]> lse) {
    for (int i = 0; i < logits.rows(); i++) {
      lse.values()[lse.start(i)] =
          softmaxRow(logits.values(), logits.start(i), logits.columns(), sink);
    }
  }

  private static double softmaxRow(double[] x, int start, int keyCount, double sink) {
    int end = start + keyCount;
    double max = sink;
    for (int at = start; at < end; at++) {
      max = Math.max(max, x[at]);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      Arrays.fill(x, start, end, 0);
      return Double.NEGATIVE_INFINITY;
    }
    double sum = DoubleMath.exp(sink - max);
    for (int from = start; from < end; from += KEY_BLOCK) {
      int to = Math.min(end, from + KEY_BLOCK);
      double block = 0;
      for (int at = from; at < to; at++) {
        x[at] = DoubleMath.exp(x[at] - max);
        block += x[at];
      }
      sum += block;
    }
    double total = sum;
    for (int at = start; at < end; at++) {
      x[at] /= total;
    }
    return (max + StrictMath.log(sum));
  }

  @Override
  public void context(Slice<double[]> weights, Slice<double[]> value, Slice<double[]> context) {
    double[] block = new double[value.columns()];
    for (int i = 0; i < weights.rows(); i++) {
      int c0 = context.start(i);
      Arrays.fill(context.values(), c0, c0 + value.columns(), 0);
      for (int from = 0; from < weights.columns(); from += KEY_BLOCK) {
        int to = Math.min(weights.columns(), from + KEY_BLOCK);
        Arrays.fill(block, 0);
        for (int j = from; j < to; j++) {
          addWeighted(weights.values()[weights.start(i) + j], value, j, block);
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
}
