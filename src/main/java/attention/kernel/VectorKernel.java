package attention.kernel;

import static attention.kernel.FloatTile.LANES;

import java.util.Arrays;

/// [ScalarKernel] with vectors, and with its bits: each lane is a query, and does what the plain
/// loops do for it, in their order.
///
/// A block of queries is transposed once. Then a score is a product of a number of a key,
/// broadcast, with a vector of numbers of the queries; the softmax runs down the work area; and a
/// context is a product of a number of a value with a vector of weights. No sum ever runs across a
/// vector.
///
/// Needs the module `jdk.incubator.vector`; without it this class must not be loaded.
public final class VectorKernel implements Kernel<float[]> {

  // Vectors of a wide tile: a processor with 8 lanes has 16 registers, others have 32.
  private static final int WIDE = LANES == 8 ? 3 : 4;

  // Negative zero is the number that changes no other when it is added.
  private static final float[] NOTHING = new float[WIDE * LANES];

  static {
    Arrays.fill(NOTHING, -0f);
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String reason() {
    return "the Vector API is there; %d floats at once".formatted(LANES);
  }

  @Override
  public int mostQueries() {
    return WIDE * LANES;
  }

  @Override
  public int columns(int queries) {
    return queries > LANES ? WIDE * LANES : queries > 1 ? LANES : 1;
  }

  @Override
  public void scores(Slice<float[]> query, Slice<float[]> key, double factor, Slice<float[]> work) {
    if (work.columns() == 1) {
      FloatQuery.scores(query, key, (float) factor, work);
      return;
    }
    int columns = work.columns();
    int headSize = query.columns();
    float[] queries = Scratch.FLOATS.take(headSize * columns);
    if (query.rows() < columns) {
      Arrays.fill(queries, 0, headSize * columns, 0); // the lanes that are left over
    }
    FloatTransposition.copy(
        query.values(), query.start(0), headSize, query.rows(), headSize, queries, 0, columns);
    for (int from = 0; from < headSize; from += DOT_BLOCK) {
      int steps = Math.min(DOT_BLOCK, headSize - from);
      float f = from + steps == headSize ? (float) factor : 1;
      var block = new Slice<>(queries, from * columns, steps, columns);
      var totals = from == 0 ? Totals.first(NOTHING, work) : Totals.next(work);
      multiply(Factor.rows(key, from), block, work.rows(), f, totals);
    }
    Scratch.FLOATS.giveBack(queries);
  }

  /// Runs tiles down the rows of a product.
  private static void multiply(
      Factor<float[]> a, Slice<float[]> b, int rows, float factor, Totals<float[]> c) {
    int row = 0;
    while (row < rows) {
      row += tile(a, row, rows - row, b, factor, c);
    }
  }

  /// Computes the tallest tile that there are rows for, and tells how tall it is.
  private static int tile(
      Factor<float[]> a, int row, int left, Slice<float[]> b, float factor, Totals<float[]> c) {
    switch (b.columns() / LANES) {
      case 4 -> {
        if (left >= 6) {
          FloatTile.sixByFour(a, row, b, factor, c);
          return 6;
        }
        if (left >= 2) {
          FloatTile.twoByFour(a, row, b, factor, c);
          return 2;
        }
        FloatTile.oneByFour(a, row, b, factor, c);
      }
      case 3 -> {
        if (left >= 4) {
          FloatTile.fourByThree(a, row, b, factor, c);
          return 4;
        }
        FloatTile.oneByThree(a, row, b, factor, c);
      }
      default -> {
        if (left >= 8) {
          FloatTile.eightByOne(a, row, b, factor, c);
          return 8;
        }
        FloatTile.oneByOne(a, row, b, factor, c);
      }
    }
    return 1;
  }

  @Override
  public void softcap(double cap, Slice<float[]> work) {
    FloatLanes.softcap((float) cap, work.values(), work.start(0), work.start(work.rows()));
  }

  @Override
  public void softmax(Slice<float[]> work, double sink, Slice<float[]> lse) {
    if (work.columns() == 1) {
      FloatQuery.softmax(work, (float) sink, lse);
      return;
    }
    int columns = work.columns();
    float[] max = new float[columns];
    Arrays.fill(max, (float) sink);
    for (int lane = 0; lane < columns; lane += LANES) {
      FloatLanes.max(work.values(), work.start(0) + lane, work.rows(), columns, max, lane);
    }
    float[] finite = max.clone();
    double[] sums = new double[columns];
    for (int i = 0; i < columns; i++) {
      // A query that sees nothing: every difference to 0 is -Infinity, and every weight 0.
      finite[i] = max[i] == Float.NEGATIVE_INFINITY ? 0 : max[i];
      sums[i] = FloatMath.exp((float) sink - finite[i]);
    }
    addExponentials(work, finite, sums);
    float[] totals = new float[columns];
    for (int i = 0; i < columns; i++) {
      totals[i] = max[i] == Float.NEGATIVE_INFINITY ? 1 : (float) sums[i];
    }
    FloatLanes.shares(work.values(), work.start(0), work.rows(), columns, totals);
    for (int i = 0; i < lse.rows(); i++) {
      lse.values()[lse.start(i)] =
          max[i] == Float.NEGATIVE_INFINITY ? max[i] : (float) (max[i] + StrictMath.log(sums[i]));
    }
  }

  private static void addExponentials(Slice<float[]> work, float[] max, double[] sums) {
    int columns = work.columns();
    float[] block = new float[columns];
    for (int from = 0; from < work.rows(); from += KEY_BLOCK) {
      int keys = Math.min(KEY_BLOCK, work.rows() - from);
      for (int lane = 0; lane < columns; lane += LANES) {
        FloatLanes.exponentials(
            work.values(), work.start(from) + lane, keys, columns, max, block, lane);
      }
      for (int i = 0; i < columns; i++) {
        sums[i] += block[i];
      }
    }
  }

  @Override
  public void context(Slice<float[]> work, Slice<float[]> value, Slice<float[]> context) {
    boolean isFinite =
        work.columns() == 1
            ? FloatQuery.context(work, value, context)
            : contexts(work, value, context);
    if (!isFinite) {
      // A hidden value is NaN or infinite: 0 times that is NaN. Plain loops leave it out.
      new ScalarKernel().context(work, value, context);
    }
  }

  private boolean contexts(Slice<float[]> work, Slice<float[]> value, Slice<float[]> context) {
    int columns = work.columns();
    int valueSize = value.columns();
    float[] sums = Scratch.FLOATS.take(valueSize * columns);
    Arrays.fill(sums, 0, valueSize * columns, 0);
    var contexts = new Slice<>(sums, 0, valueSize, columns);
    for (int from = 0; from < work.rows(); from += KEY_BLOCK) {
      int steps = Math.min(KEY_BLOCK, work.rows() - from);
      var weights = new Slice<>(work.values(), work.start(from), steps, columns);
      multiply(Factor.columns(value, from), weights, valueSize, 1, Totals.next(contexts));
    }
    transpose(contexts, context, 0);
    boolean areFinite = FloatLanes.areFinite(sums, valueSize * columns);
    Scratch.FLOATS.giveBack(sums);
    return areFinite;
  }

  @Override
  public void transpose(Slice<float[]> work, Slice<float[]> rows, int from) {
    FloatTransposition.copy(
        work.values(),
        work.start(0),
        work.columns(),
        work.rows(),
        rows.rows(),
        rows.values(),
        rows.start(0) + from,
        rows.columns());
  }
}
