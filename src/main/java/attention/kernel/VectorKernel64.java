package attention.kernel;

import static attention.kernel.DoubleTile.LANES;

import java.util.Arrays;

/// [VectorKernel] in double precision: [ScalarKernel64] with vectors, and with its bits.
///
/// Needs the module `jdk.incubator.vector`; without it this class must not be loaded.
public final class VectorKernel64 implements Kernel<double[]> {

  // Vectors of a wide tile: a processor with 4 lanes has 16 registers, others have 32.
  private static final int WIDE = LANES == 4 ? 3 : 4;

  // Keys and queries copied at a time: whole lines of the cache.
  private static final int TRANSPOSED = 64;

  // Negative zero is the number that changes no other when it is added.
  private static final double[] NOTHING = new double[WIDE * LANES];

  static {
    Arrays.fill(NOTHING, -0d);
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String reason() {
    return "the Vector API is there; %d doubles at once".formatted(LANES);
  }

  @Override
  public int mostQueries() {
    return WIDE * LANES;
  }

  @Override
  public int columns(int queries) {
    return queries > LANES ? WIDE * LANES : LANES;
  }

  @Override
  public void scores(
      Slice<double[]> query, Slice<double[]> key, double factor, Slice<double[]> work) {
    int columns = work.columns();
    int headSize = query.columns();
    double[] queries = Scratch.DOUBLES.take(headSize * columns);
    if (query.rows() < columns) {
      Arrays.fill(queries, 0, headSize * columns, 0); // the lanes that are left over
    }
    transposeIn(query, queries, columns);
    for (int from = 0; from < headSize; from += DOT_BLOCK) {
      int steps = Math.min(DOT_BLOCK, headSize - from);
      double f = from + steps == headSize ? factor : 1;
      var block = new Slice<>(queries, from * columns, steps, columns);
      var totals = from == 0 ? Totals.first(NOTHING, work) : Totals.next(work);
      multiply(Factor.rows(key, from), block, work.rows(), f, totals);
    }
    Scratch.DOUBLES.giveBack(queries);
  }

  /// Runs tiles down the rows of a product.
  private static void multiply(
      Factor<double[]> a, Slice<double[]> b, int rows, double factor, Totals<double[]> c) {
    int row = 0;
    while (row < rows) {
      row += tile(a, row, rows - row, b, factor, c);
    }
  }

  /// Computes the tallest tile that there are rows for, and tells how tall it is.
  private static int tile(
      Factor<double[]> a, int row, int left, Slice<double[]> b, double factor, Totals<double[]> c) {
    switch (b.columns() / LANES) {
      case 4 -> {
        if (left >= 6) {
          DoubleTile.sixByFour(a, row, b, factor, c);
          return 6;
        }
        if (left >= 2) {
          DoubleTile.twoByFour(a, row, b, factor, c);
          return 2;
        }
        DoubleTile.oneByFour(a, row, b, factor, c);
      }
      case 3 -> {
        if (left >= 4) {
          DoubleTile.fourByThree(a, row, b, factor, c);
          return 4;
        }
        DoubleTile.oneByThree(a, row, b, factor, c);
      }
      default -> {
        if (left >= 8) {
          DoubleTile.eightByOne(a, row, b, factor, c);
          return 8;
        }
        DoubleTile.oneByOne(a, row, b, factor, c);
      }
    }
    return 1;
  }

  @Override
  public void softcap(double cap, Slice<double[]> work) {
    DoubleLanes.softcap(cap, work.values(), work.start(0), work.rows() * work.columns());
  }

  @Override
  public void softmax(Slice<double[]> work, double sink, Slice<double[]> lse) {
    int columns = work.columns();
    double[] max = new double[columns];
    Arrays.fill(max, sink);
    for (int lane = 0; lane < columns; lane += LANES) {
      DoubleLanes.max(work.values(), work.start(0) + lane, work.rows(), columns, max, lane);
    }
    double[] finite = max.clone();
    double[] sums = new double[columns];
    for (int i = 0; i < columns; i++) {
      // A query that sees nothing: every difference to 0 is -Infinity, and every weight 0.
      finite[i] = max[i] == Double.NEGATIVE_INFINITY ? 0 : max[i];
      sums[i] = DoubleMath.exp(sink - finite[i]);
    }
    addExponentials(work, finite, sums);
    double[] totals = new double[columns];
    for (int i = 0; i < columns; i++) {
      totals[i] = max[i] == Double.NEGATIVE_INFINITY ? 1 : sums[i];
    }
    DoubleLanes.divide(work.values(), work.start(0), work.rows(), columns, totals);
    for (int i = 0; i < lse.rows(); i++) {
      lse.values()[lse.start(i)] =
          max[i] == Double.NEGATIVE_INFINITY ? max[i] : (max[i] + StrictMath.log(sums[i]));
    }
  }

  private static void addExponentials(Slice<double[]> work, double[] max, double[] sums) {
    int columns = work.columns();
    double[] block = new double[columns];
    for (int from = 0; from < work.rows(); from += KEY_BLOCK) {
      int keys = Math.min(KEY_BLOCK, work.rows() - from);
      for (int lane = 0; lane < columns; lane += LANES) {
        DoubleLanes.exponentials(
            work.values(), work.start(from) + lane, keys, columns, max, block, lane);
      }
      for (int i = 0; i < columns; i++) {
        sums[i] += block[i];
      }
    }
  }

  @Override
  public void context(Slice<double[]> work, Slice<double[]> value, Slice<double[]> context) {
    int columns = work.columns();
    int valueSize = value.columns();
    double[] sums = Scratch.DOUBLES.take(valueSize * columns);
    Arrays.fill(sums, 0, valueSize * columns, 0);
    var contexts = new Slice<>(sums, 0, valueSize, columns);
    for (int from = 0; from < work.rows(); from += KEY_BLOCK) {
      int steps = Math.min(KEY_BLOCK, work.rows() - from);
      var weights = new Slice<>(work.values(), work.start(from), steps, columns);
      multiply(Factor.columns(value, from), weights, valueSize, 1, Totals.next(contexts));
    }
    copyTransposed(contexts, context, 0);
    boolean areFinite = DoubleLanes.areFinite(sums, valueSize * columns);
    Scratch.DOUBLES.giveBack(sums);
    if (!areFinite) {
      // A hidden value is NaN or infinite: 0 times that is NaN. Plain loops leave it out.
      new ScalarKernel64().context(work, value, context);
    }
  }

  /// Puts queries side by side.
  private static void transposeIn(Slice<double[]> query, double[] queries, int columns) {
    int headSize = query.columns();
    for (int first = 0; first < headSize; first += TRANSPOSED) {
      int count = Math.min(headSize - first, TRANSPOSED);
      for (int i = 0; i < query.rows(); i++) {
        int from = query.start(i) + first;
        int at = first * columns + i;
        for (int e = 0; e < count; e++) {
          queries[at] = query.values()[from + e];
          at += columns;
        }
      }
    }
  }

  @Override
  public void transpose(Slice<double[]> work, Slice<double[]> rows, int from) {
    copyTransposed(work, rows, from);
  }

  private static void copyTransposed(Slice<double[]> work, Slice<double[]> rows, int from) {
    double[] source = work.values();
    double[] target = rows.values();
    int columns = work.columns();
    for (int first = 0; first < work.rows(); first += TRANSPOSED) {
      int count = Math.min(work.rows() - first, TRANSPOSED);
      for (int i = 0; i < rows.rows(); i++) {
        int at = work.start(first) + i;
        int row = rows.start(i) + from + first;
        for (int j = 0; j < count; j++) {
          target[row + j] = source[at];
          at += columns;
        }
      }
    }
  }
}
