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

  private static final int WIDE = 4; // vectors of a wide tile
  private static final int TALLEST = 8; // rows of a tile
  private static final int FEW_REGISTERS = 8; // lanes of the processors that have 16 of them

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
      var keys = new Factor(key.values(), key.start(0) + from, headSize, 1);
      multiply(keys, key.rows(), steps, queries, from * columns, work, from == 0, f);
    }
    Scratch.FLOATS.giveBack(queries);
  }

  /// Runs tiles down the rows of a result, `(rows, columns)` from `cFrom` on in `c`.
  private static void multiply(
      Factor a,
      int rows,
      int steps,
      float[] b,
      int bFrom,
      Slice<float[]> c,
      boolean isFirst,
      float factor) {
    int columns = c.columns();
    float[] sums = Scratch.FLOATS.take(TALLEST * columns);
    int done = 0;
    while (done < rows) {
      int height = height(columns, rows - done);
      int from = a.from + done * a.row;
      switch (height) {
        case 8 -> FloatTile.eightByOne(a.numbers, from, a.row, a.step, steps, b, bFrom, sums);
        case 6 -> FloatTile.sixByFour(a.numbers, from, a.row, a.step, steps, b, bFrom, sums);
        case 2 -> FloatTile.twoByFour(a.numbers, from, a.row, a.step, steps, b, bFrom, sums);
        default -> {
          if (columns == LANES) {
            FloatTile.oneByOne(a.numbers, from, a.row, a.step, steps, b, bFrom, sums);
          } else {
            FloatTile.oneByFour(a.numbers, from, a.row, a.step, steps, b, bFrom, sums);
          }
        }
      }
      FloatLanes.addAndScale(sums, height * columns, c.values(), c.start(done), isFirst, factor);
      done += height;
    }
    Scratch.FLOATS.giveBack(sums);
  }

  /// The tallest tile for what is left.
  private static int height(int columns, int rows) {
    if (columns == LANES) {
      return rows >= TALLEST ? TALLEST : 1;
    }
    if (rows >= 6 && LANES != FEW_REGISTERS) {
      return 6;
    }
    return rows >= 2 ? 2 : 1;
  }

  /// The numbers that are broadcast: one for each row and step.
  ///
  /// @param from where those of row 0 begin
  /// @param row how far a row is from the one before it
  /// @param step how far a step is from the one before it
  private record Factor(float[] numbers, int from, int row, int step) {}

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
      var values = new Factor(value.values(), value.start(from), 1, valueSize);
      multiply(values, valueSize, steps, work.values(), work.start(from), contexts, false, 1);
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
