package attention.kernel;

import static attention.kernel.FloatTile.LANES;
import static attention.kernel.FloatTile.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// [VectorKernel] for a single query, as when a model writes one word after the other: each lane is
/// a weight, or an element of the context.
///
/// Keys and values are read once and hardly anything is done with them, so that memory sets the
/// pace. The order of every sum is that of [ScalarKernel].
final class FloatQuery {

  private static final int TOGETHER = 8; // keys whose sums need not wait for each other
  private static final int GROUPS = 4; // blocks of weights, for the same reason
  private static final int WIDE = 4; // vectors of a context that are summed up at once

  private FloatQuery() {}

  /// Computes the scores: [Kernel#scores].
  static void scores(Slice<float[]> query, Slice<float[]> key, float factor, Slice<float[]> work) {
    float[] x = work.values();
    float[] sums = new float[TOGETHER];
    int whole = key.rows() - key.rows() % TOGETHER;
    for (int j = 0; j < whole; j += TOGETHER) {
      int to = work.start(j);
      for (int from = 0; from < query.columns(); from += Kernel.DOT_BLOCK) {
        int steps = Math.min(Kernel.DOT_BLOCK, query.columns() - from);
        sums(query, key, j, from, steps, sums);
        for (int n = 0; n < TOGETHER; n++) {
          x[to + n] = from == 0 ? sums[n] : x[to + n] + sums[n];
        }
      }
      for (int n = 0; n < TOGETHER; n++) {
        x[to + n] *= factor;
      }
    }
    for (int j = whole; j < key.rows(); j++) {
      x[work.start(j)] = factor * ScalarKernel.dot(query, 0, key, j);
    }
  }

  /// Sums up one block of the dot products of some keys. Each addition waits for the one before it,
  /// so as many sums are taken side by side as keep the processor busy. Vectors would not help:
  /// turning rows into lanes takes longer than it saves.
  private static void sums(
      Slice<float[]> query, Slice<float[]> key, int j, int from, int steps, float[] sums) {
    float[] q = query.values();
    float[] k = key.values();
    int first = query.offset() + from;
    int row = key.columns();
    int at = key.start(j) + from;
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    float sum4 = 0;
    float sum5 = 0;
    float sum6 = 0;
    float sum7 = 0;
    for (int e = 0; e < steps; e++) {
      float number = q[first + e];
      sum0 = Math.fma(number, k[at + e], sum0);
      sum1 = Math.fma(number, k[at + row + e], sum1);
      sum2 = Math.fma(number, k[at + 2 * row + e], sum2);
      sum3 = Math.fma(number, k[at + 3 * row + e], sum3);
      sum4 = Math.fma(number, k[at + 4 * row + e], sum4);
      sum5 = Math.fma(number, k[at + 5 * row + e], sum5);
      sum6 = Math.fma(number, k[at + 6 * row + e], sum6);
      sum7 = Math.fma(number, k[at + 7 * row + e], sum7);
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
    sums[4] = sum4;
    sums[5] = sum5;
    sums[6] = sum6;
    sums[7] = sum7;
  }

  /// Turns logits into weights: [Kernel#softmax].
  static void softmax(Slice<float[]> work, float sink, Slice<float[]> lse) {
    float[] x = work.values();
    int end = work.start(work.rows());
    float max = max(x, work.offset(), end, sink);
    double sum = 0; // whose logarithm is that of a query that sees nothing
    if (max == Float.NEGATIVE_INFINITY) {
      Arrays.fill(x, work.offset(), end, 0);
    } else {
      sum = share(x, work.offset(), end, max, sink);
    }
    if (lse.rows() > 0) {
      lse.values()[lse.start(0)] = (float) (max + StrictMath.log(sum));
    }
  }

  private static double share(float[] x, int start, int end, float max, float sink) {
    FloatLanes.exponentials(x, start, end, max);
    double sum = FloatMath.exp(sink - max);
    for (int at = start; at < end; at += GROUPS * Kernel.KEY_BLOCK) {
      sum = addBlocks(x, at, end, sum);
    }
    FloatLanes.shares(x, start, end, (float) sum);
    return sum;
  }

  private static float max(float[] x, int from, int end, float least) {
    float[] most = new float[LANES];
    Arrays.fill(most, least);
    int vectors = (end - from) / LANES;
    FloatLanes.max(x, from, vectors, LANES, most, 0);
    float max = least;
    for (float number : most) {
      max = Math.max(max, number);
    }
    for (int at = from + vectors * LANES; at < end; at++) {
      max = Math.max(max, x[at]);
    }
    return max;
  }

  /// Adds the sums of some blocks of keys, each in the order of its keys, to a total. The blocks
  /// are summed up side by side, because each addition waits for the one before it.
  private static double addBlocks(float[] x, int at, int end, double total) {
    double sum = total;
    if (end - at < GROUPS * Kernel.KEY_BLOCK) {
      for (int from = at; from < end; from += Kernel.KEY_BLOCK) {
        float block = 0;
        for (int n = from; n < Math.min(end, from + Kernel.KEY_BLOCK); n++) {
          block += x[n];
        }
        sum += block;
      }
      return sum;
    }
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    for (int n = at; n < at + Kernel.KEY_BLOCK; n++) {
      first += x[n];
      second += x[n + Kernel.KEY_BLOCK];
      third += x[n + 2 * Kernel.KEY_BLOCK];
      fourth += x[n + 3 * Kernel.KEY_BLOCK];
    }
    sum += first;
    sum += second;
    sum += third;
    return sum + fourth;
  }

  /// Computes the context: [Kernel#context].
  ///
  /// @return whether it is finite; if not, a hidden value may be at fault
  static boolean context(Slice<float[]> work, Slice<float[]> value, Slice<float[]> context) {
    float[] totals = context.values();
    int size = value.columns();
    int whole = size - size % LANES;
    Arrays.fill(totals, context.offset(), context.offset() + size, 0);
    for (int from = 0; from < work.rows(); from += Kernel.KEY_BLOCK) {
      int keys = Math.min(Kernel.KEY_BLOCK, work.rows() - from);
      int e = 0;
      for (; e + WIDE * LANES <= whole; e += WIDE * LANES) {
        addFour(work, value, from, keys, e, totals, context.offset() + e);
      }
      for (; e < whole; e += LANES) {
        addOne(work, value, from, keys, e, totals, context.offset() + e);
      }
      for (; e < size; e++) {
        float block = 0;
        for (int j = from; j < from + keys; j++) {
          float number = value.values()[value.start(j) + e];
          block = Math.fma(work.values()[work.start(j)], number, block);
        }
        totals[context.offset() + e] += block;
      }
    }
    float zero = 0;
    for (int e = 0; e < size; e++) {
      zero += 0 * totals[context.offset() + e];
    }
    return zero == 0;
  }

  private static void addFour(
      Slice<float[]> work,
      Slice<float[]> value,
      int from,
      int keys,
      int e,
      float[] totals,
      int to) {
    float[] w = work.values();
    float[] v = value.values();
    int at = value.start(from) + e;
    int first = work.start(from);
    var sum0 = FloatVector.zero(SPECIES);
    var sum1 = FloatVector.zero(SPECIES);
    var sum2 = FloatVector.zero(SPECIES);
    var sum3 = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      var weight = FloatVector.broadcast(SPECIES, w[first + j]);
      sum0 = weight.fma(FloatVector.fromArray(SPECIES, v, at), sum0);
      sum1 = weight.fma(FloatVector.fromArray(SPECIES, v, at + LANES), sum1);
      sum2 = weight.fma(FloatVector.fromArray(SPECIES, v, at + 2 * LANES), sum2);
      sum3 = weight.fma(FloatVector.fromArray(SPECIES, v, at + 3 * LANES), sum3);
      at += value.columns();
    }
    addTo(totals, to, sum0);
    addTo(totals, to + LANES, sum1);
    addTo(totals, to + 2 * LANES, sum2);
    addTo(totals, to + 3 * LANES, sum3);
  }

  private static void addOne(
      Slice<float[]> work,
      Slice<float[]> value,
      int from,
      int keys,
      int e,
      float[] totals,
      int to) {
    float[] w = work.values();
    float[] v = value.values();
    int at = value.start(from) + e;
    int first = work.start(from);
    var sum = FloatVector.zero(SPECIES);
    for (int j = 0; j < keys; j++) {
      var weight = FloatVector.broadcast(SPECIES, w[first + j]);
      sum = weight.fma(FloatVector.fromArray(SPECIES, v, at), sum);
      at += value.columns();
    }
    addTo(totals, to, sum);
  }

  private static void addTo(float[] totals, int at, FloatVector sum) {
    FloatVector.fromArray(SPECIES, totals, at).add(sum).intoArray(totals, at);
  }
}
