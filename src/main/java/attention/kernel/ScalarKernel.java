package attention.kernel;

import java.util.Arrays;

/// The formulas as plain loops: the reference for every other kernel, and what runs everywhere.
public final class ScalarKernel implements Kernel<float[]> {

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
      Slice<float[]> query, Slice<float[]> key, double factor, Slice<float[]> scores) {
    float f = (float) factor;
    for (int i = 0; i < query.rows(); i++) {
      for (int j = 0; j < key.rows(); j++) {
        scores.values()[scores.start(i) + j] = f * dot(query, i, key, j);
      }
    }
  }

  private static float dot(Slice<float[]> query, int i, Slice<float[]> key, int j) {
    float[] q = query.values();
    float[] k = key.values();
    int q0 = query.start(i);
    int k0 = key.start(j);
    int headSize = query.columns();
    float sum = 0;
    for (int from = 0; from < headSize; from += DOT_BLOCK) {
      int to = Math.min(headSize, from + DOT_BLOCK);
      float block = 0;
      for (int e = from; e < to; e++) {
        block = Math.fma(q[q0 + e], k[k0 + e], block);
      }
      sum += block;
    }
    return sum;
  }

  @Override
  public void softcap(double cap, Slice<float[]> scores) {
    float c = (float) cap;
    float[] x = scores.values();
    int end = scores.start(scores.rows());
    for (int at = scores.offset(); at < end; at++) {
      x[at] = c * FloatMath.tanh(x[at] / c);
    }
  }

  @Override
  public void softmax(Slice<float[]> logits, double sink, Slice<float[]> lse) {
    for (int i = 0; i < logits.rows(); i++) {
      lse.values()[lse.start(i)] =
          softmaxRow(logits.values(), logits.start(i), logits.columns(), (float) sink);
    }
  }

  private static float softmaxRow(float[] x, int start, int keyCount, float sink) {
    int end = start + keyCount;
    float max = sink;
    for (int at = start; at < end; at++) {
      max = Math.max(max, x[at]);
    }
    if (max == Float.NEGATIVE_INFINITY) {
      Arrays.fill(x, start, end, 0);
      return Float.NEGATIVE_INFINITY;
    }
    double sum = FloatMath.exp(sink - max);
    for (int from = start; from < end; from += KEY_BLOCK) {
      int to = Math.min(end, from + KEY_BLOCK);
      float block = 0;
      for (int at = from; at < to; at++) {
        x[at] = FloatMath.exp(x[at] - max);
        block += x[at];
      }
      sum += block;
    }
    float total = (float) sum;
    for (int at = start; at < end; at++) {
      x[at] /= total;
    }
    return (float) (max + StrictMath.log(sum));
  }

  @Override
  public void context(Slice<float[]> weights, Slice<float[]> value, Slice<float[]> context) {
    float[] block = new float[value.columns()];
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

  private static void addWeighted(float weight, Slice<float[]> value, int j, float[] block) {
    if (weight == 0) {
      return; // hidden: 0 * NaN would be NaN
    }
    int v0 = value.start(j);
    for (int e = 0; e < block.length; e++) {
      block[e] = Math.fma(weight, value.values()[v0 + e], block[e]);
    }
  }
}
