package attention.kernel;

import static attention.kernel.FloatTile.LANES;
import static attention.kernel.FloatTile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Turns rows into columns, in squares of as many rows as a vector has lanes.
///
/// A number's row and column are swapped bit by bit: for each bit, half of the numbers of a row
/// change places with half of those of the row whose number differs in that bit alone, and the
/// other half stay (Eklundh (1972), A fast computer method for matrix transposing). Two bits are
/// done in one pass over a strip of squares. Long rows of the result often lie a power of two
/// apart, so that the cache has room for few of their lines at once: a strip fills whole lines of
/// four rows before it comes to the next four.
final class FloatTransposition {

  // For each bit: which number of the other row comes to a lane, and to which lanes it comes.
  private static final VectorShuffle<Float> BY_HALF = by(LANES / 2);
  private static final VectorShuffle<Float> BY_QUARTER = by(LANES / 4);
  private static final VectorShuffle<Float> BY_TWO = by(2);
  private static final VectorShuffle<Float> BY_ONE = by(1);
  private static final VectorMask<Float> HALVES = where(LANES / 2);
  private static final VectorMask<Float> QUARTERS = where(LANES / 4);
  private static final VectorMask<Float> TWOS = where(2);
  private static final VectorMask<Float> ONES = where(1);

  // Rows of a strip.
  private static final int STRIP = 64;

  private FloatTransposition() {}

  private static VectorShuffle<Float> by(int bit) {
    return VectorShuffle.fromOp(SPECIES, lane -> lane ^ bit);
  }

  private static VectorMask<Float> where(int bit) {
    long lanes = 0;
    for (int lane = 0; lane < LANES; lane++) {
      lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
    }
    return VectorMask.fromLong(SPECIES, lanes);
  }

  /// Copies a table to one with a row for each of its columns: `to[c][r] = from[r][c]`.
  ///
  /// @param fromRow how far a row of `from` is from the one before it
  /// @param rows of `from`
  /// @param columns of `from` that are copied
  /// @param toRow how far a row of `to` is from the one before it
  static void copy(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      int columns,
      float[] to,
      int toAt,
      int toRow) {
    int wholeRows = rows - rows % LANES;
    int wholeColumns = columns - columns % LANES;
    float[] between = Scratch.FLOATS.take(Math.min(STRIP, wholeRows) * LANES);
    for (int r = 0; r < wholeRows; r += STRIP) {
      int strip = Math.min(STRIP, wholeRows - r);
      for (int c = 0; c < wholeColumns; c += LANES) {
        int source = fromAt + r * fromRow + c;
        int target = toAt + c * toRow + r;
        copyStrip(from, source, fromRow, strip, between, to, target, toRow);
      }
    }
    Scratch.FLOATS.giveBack(between);
    copyEach(from, fromAt, fromRow, 0, wholeRows, wholeColumns, columns, to, toAt, toRow);
    copyEach(from, fromAt, fromRow, wholeRows, rows, 0, columns, to, toAt, toRow);
  }

  private static void copyStrip(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      float[] between,
      float[] to,
      int toAt,
      int toRow) {
    switch (LANES) {
      case 4 -> swapUpper(from, fromAt, fromRow, rows, to, toAt, LANES, toRow);
      case 8 -> {
        swapUpper(from, fromAt, fromRow, rows, between, 0, LANES * LANES, LANES);
        swapLast(between, rows, to, toAt, toRow);
      }
      case 16 -> {
        swapUpper(from, fromAt, fromRow, rows, between, 0, LANES * LANES, LANES);
        swapLower(between, rows, to, toAt, toRow);
      }
      default -> copyEach(from, fromAt, fromRow, 0, rows, 0, LANES, to, toAt, toRow);
    }
  }

  /// The two highest bits.
  ///
  /// @param toSquare how far a square of `to` is from the one before it
  private static void swapUpper(
      float[] from,
      int fromAt,
      int fromRow,
      int rows,
      float[] to,
      int toAt,
      int toSquare,
      int toRow) {
    int quarter = LANES / 4 * fromRow;
    int toQuarter = LANES / 4 * toRow;
    for (int square = 0; square < rows / LANES; square++) {
      int source = fromAt + square * LANES * fromRow;
      int target = toAt + square * toSquare;
      for (int r = 0; r < LANES / 4; r++) {
        var a = FloatVector.fromArray(SPECIES, from, source);
        var b = FloatVector.fromArray(SPECIES, from, source + quarter);
        var c = FloatVector.fromArray(SPECIES, from, source + 2 * quarter);
        var d = FloatVector.fromArray(SPECIES, from, source + 3 * quarter);
        var ac = a.blend(c.rearrange(BY_HALF), HALVES);
        var ca = a.rearrange(BY_HALF).blend(c, HALVES);
        var bd = b.blend(d.rearrange(BY_HALF), HALVES);
        var db = b.rearrange(BY_HALF).blend(d, HALVES);
        ac.blend(bd.rearrange(BY_QUARTER), QUARTERS).intoArray(to, target);
        ac.rearrange(BY_QUARTER).blend(bd, QUARTERS).intoArray(to, target + toQuarter);
        ca.blend(db.rearrange(BY_QUARTER), QUARTERS).intoArray(to, target + 2 * toQuarter);
        ca.rearrange(BY_QUARTER).blend(db, QUARTERS).intoArray(to, target + 3 * toQuarter);
        source += fromRow;
        target += toRow;
      }
    }
  }

  /// The two lowest bits.
  private static void swapLower(float[] from, int rows, float[] to, int toAt, int toRow) {
    for (int r = 0; r < LANES; r += 4) {
      int source = r * LANES;
      int target = toAt + r * toRow;
      for (int square = 0; square < rows / LANES; square++) {
        var a = FloatVector.fromArray(SPECIES, from, source);
        var b = FloatVector.fromArray(SPECIES, from, source + LANES);
        var c = FloatVector.fromArray(SPECIES, from, source + 2 * LANES);
        var d = FloatVector.fromArray(SPECIES, from, source + 3 * LANES);
        var ac = a.blend(c.rearrange(BY_TWO), TWOS);
        var ca = a.rearrange(BY_TWO).blend(c, TWOS);
        var bd = b.blend(d.rearrange(BY_TWO), TWOS);
        var db = b.rearrange(BY_TWO).blend(d, TWOS);
        ac.blend(bd.rearrange(BY_ONE), ONES).intoArray(to, target);
        ac.rearrange(BY_ONE).blend(bd, ONES).intoArray(to, target + toRow);
        ca.blend(db.rearrange(BY_ONE), ONES).intoArray(to, target + 2 * toRow);
        ca.rearrange(BY_ONE).blend(db, ONES).intoArray(to, target + 3 * toRow);
        source += LANES * LANES;
        target += LANES;
      }
    }
  }

  /// The lowest bit.
  private static void swapLast(float[] from, int rows, float[] to, int toAt, int toRow) {
    for (int r = 0; r < LANES; r += 2) {
      int source = r * LANES;
      int target = toAt + r * toRow;
      for (int square = 0; square < rows / LANES; square++) {
        var a = FloatVector.fromArray(SPECIES, from, source);
        var b = FloatVector.fromArray(SPECIES, from, source + LANES);
        a.blend(b.rearrange(BY_ONE), ONES).intoArray(to, target);
        a.rearrange(BY_ONE).blend(b, ONES).intoArray(to, target + toRow);
        source += LANES * LANES;
        target += LANES;
      }
    }
  }

  private static void copyEach(
      float[] from,
      int fromAt,
      int fromRow,
      int firstRow,
      int endRow,
      int firstColumn,
      int endColumn,
      float[] to,
      int toAt,
      int toRow) {
    for (int c = firstColumn; c < endColumn; c++) {
      for (int r = firstRow; r < endRow; r++) {
        to[toAt + c * toRow + r] = from[fromAt + r * fromRow + c];
      }
    }
  }
}
