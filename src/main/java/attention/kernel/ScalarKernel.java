package attention.kernel;

import java.util.Arrays;

/// The formulas as plain loops: the reference for every other kernel, and what runs everywhere.
public final class ScalarKernel implements Kernel<float[]> {

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
  public void scores(Slice<float[]> query, Slice<float[]> key, double factor, Slice<float[]> work) {
    float f = (float) factor;
    for (int i = 0; i < query.rows(); i++) {
      for (int j = 0; j < key.rows(); j++) {
        work.values()[work.start(j) + i] = f * dot(query, i, key, j);
      }
    }
  }

  /// Computes the dot product of a query and a key.
  static float dot(Slice<float[]> query, int i, Slice<float[]> key, int j) {
    float[] q = query.values();
    float[] k = key.values();
    int q0 = query.start(i);
    int k0 = key.start(j);
    int headSize = query.columns();
    float sum = -0f; // the number that changes no other when it is added
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
  public void softcap(double cap, Slice<float[]> work) {
    float c = (float) cap;
    float[] x = work.values();
    int end = work.start(work.rows());
    for (int at = work.offset(); at < end; at++) {
      x[at] = c * FloatMath.tanh(x[at] / c);
    }
  }

  @Override
  public void softmax(Slice<float[]> work, double sink, Slice<float[]> lse) {
    for (int i = 0; i < work.columns(); i++) {
      softmax(work, i, (float) sink, lse);
    }
  }

  private static void softmax(Slice<float[]> work, int i, float sink, Slice<float[]> lse) {
    float[] x = work.values();
    int keyCount = work.rows();
    float max = sink;
    for (int j = 0; j < keyCount; j++) {
      max = Math.max(max, x[work.start(j) + i]);
    }
    double sum = 0; // whose logarithm is that of a query that sees nothing
    if (max == Float.NEGATIVE_INFINITY) {
      for (int j = 0; j < keyCount; j++) {
        x[work.start(j) + i] = 0;
      }
    } else {
      sum = share(work, i, max, sink);
    }
    if (i < lse.rows()) {
      lse.values()[lse.start(i)] = (float) (max + StrictMath.log(sum));
    }
  }

  /// Replaces the logits of a query by its weights.
  ///
  /// @return the sum of the exponentials
  private static double share(Slice<float[]> work, int i, float max, float sink) {
    float[] x = work.values();
    int keyCount = work.rows();
    double sum = FloatMath.exp(sink - max);
    for (int from = 0; from < keyCount; from += KEY_BLOCK) {
      int to = Math.min(keyCount, from + KEY_BLOCK);
      float block = 0;
      for (int j = from; j < to; j++) {
        int at = work.start(j) + i;
        x[at] = FloatMath.exp(x[at] - max);
        block += x[at];
      }
      sum += block;
    }
    float total = (float) sum;
    for (int j = 0; j < keyCount; j++) {
      int at = work.start(j) + i;
      x[at] = FloatMath.share(x[at], total);
    }
    return sum;
  }

  @Override
  public void context(Slice<float[]> work, Slice<float[]> value, Slice<float[]> context) {
    float[] block = new float[value.columns()];
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

  private static void addWeighted(float weight, Slice<float[]> value, int j, float[] block) {
    if (weight == 0) {
      return; // hidden: 0 * NaN would be NaN
    }
    int v0 = value.start(j);
    for (int e = 0; e < block.length; e++) {
      block[e] = Math.fma(weight, value.values()[v0 + e], block[e]);
    }
  }

  @Override
  public void transpose(Slice<float[]> work, Slice<float[]> rows, int from) {
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < work.rows(); j++) {
        rows.values()[rows.start(i) + from + j] = work.values()[work.start(j) + i];
      }
    }
  }
}
