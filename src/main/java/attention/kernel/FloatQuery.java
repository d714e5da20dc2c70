package attention.kernel;

import static attention.kernel.FloatTile.LANES;
import static attention.kernel.FloatTile.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// [VectorKernel] for a single query, as when a model writes one word after the other: each lane is
/// a key, or an element of the context.
///
/// Keys and values are read once and hardly anything is done with them, so that memory sets the
/// pace. Squares of the keys are transposed on their way into registers. The order of every sum is
/// that of [ScalarKernel].
final class FloatQuery {

  private static final int GROUPS = 4; // of keys side by side: their sums need not wait for another
  private static final int WIDE = 4; // vectors of a context that are summed up at once

  private FloatQuery() {}

  /// Computes the scores: [Kernel#scores].
  static void scores(Slice<float[]> query, Slice<float[]> key, float factor, Slice<float[]> work) {
    float[] sums = new float[GROUPS * LANES];
    float[] between = new float[LANES * LANES];
    int headSize = query.columns();
    int keys = key.rows() - key.rows() % LANES;
    for (int j = 0; j < keys; j += GROUPS * LANES) {
      int count = Math.min(GROUPS * LANES, keys - j);
      for (int from = 0; from < headSize; from += Kernel.DOT_BLOCK) {
        int steps = Math.min(Kernel.DOT_BLOCK, headSize - from);
        sums(query, key, j, count, from, steps, between, sums);
        float f = from + steps == headSize ? factor : 1;
        FloatLanes.addAndScale(sums, count, work.values(), work.start(j), from == 0, f);
      }
    }
    for (int j = keys; j < key.rows(); j++) {
      work.values()[work.start(j)] = factor * ScalarKernel.dot(query, 0, key, j);
    }
  }

  /// Sums up one block of the dot products of some keys.
  private static void sums(
      Slice<float[]> query,
      Slice<float[]> key,
      int j,
      int count,
      int from,
      int steps,
      float[] between,
      float[] sums) {
    float[] q = query.values();
    float[] k = key.values();
    int row = key.columns();
    for (int group = 0; group < count; group += LANES) {
      FloatVector.zero(SPECIES).intoArray(sums, group);
    }
    int whole = steps - steps % LANES;
    for (int e = 0; e < whole; e += LANES) {
      for (int group = 0; group < count; group += LANES) {
        int at = key.start(j + group) + from + e;
        FloatTransposition.addProducts(
            q, query.offset() + from + e, k, at, row, between, sums, group);
      }
    }
    for (int e = whole; e < steps; e++) {
      float number = q[query.offset() + from + e];
      for (int lane = 0; lane < count; lane++) {
        sums[lane] = Math.fma(number, k[key.start(j + lane) + from + e], sums[lane]);
      }
    }
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
