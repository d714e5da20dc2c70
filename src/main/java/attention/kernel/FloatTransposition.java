package attention.kernel;

import static attention.kernel.FloatTile.LANES;
import static attention.kernel.FloatTile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Turns rows into columns, a square of as many rows as a vector has lanes at a time.
///
/// Zipping each row of the upper half of a square with its counterpart in the lower half moves
/// every number to the place that it has after its row and column, written as binary numbers one
/// behind the other, have rotated by one bit. After as many rounds as a row number has bits, row
/// and column are swapped. Two rounds are done in one pass over the square.
final class FloatTransposition {

  private static final VectorSpecies<Integer> INDEXES =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  // Which of the numbers of two vectors, one behind the other, make up each half of their zip.
  private static final IntVector LOWER = zipped(0);
  private static final IntVector UPPER = zipped(LANES / 2);

  private static final int HALF = LANES / 2;
  private static final int QUARTER = LANES / 4;

  private FloatTransposition() {}

  private static IntVector zipped(int from) {
    int[] indexes = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      indexes[lane] = from + lane / 2 + lane % 2 * LANES;
    }
    return IntVector.fromArray(INDEXES, indexes, 0);
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
    boolean hasSquares = wholeRows > 0 && wholeColumns > 0;
    float[] between = new float[hasSquares ? LANES * LANES : 0];
    for (int c = 0; c < wholeColumns; c += LANES) {
      for (int r = 0; r < wholeRows; r += LANES) {
        int source = fromAt + r * fromRow + c;
        int target = toAt + c * toRow + r;
        copySquare(from, source, fromRow, between, to, target, toRow);
      }
    }
    copyEach(from, fromAt, fromRow, 0, wholeRows, wholeColumns, columns, to, toAt, toRow);
    copyEach(from, fromAt, fromRow, wholeRows, rows, 0, columns, to, toAt, toRow);
  }

  /// Adds the products of some numbers with the columns of a square: lane `r` of the sums becomes
  /// `sums[r] + q[0] * from[r][0] + q[1] * from[r][1] + …`, in this order, by `fma`.
  ///
  /// @param q as many numbers as a vector has lanes, from `qAt` on
  /// @param from the square
  /// @param between room for a square
  /// @param sums `(LANES)` from `at` on
  static void addProducts(
      float[] q,
      int qAt,
      float[] from,
      int fromAt,
      int fromRow,
      float[] between,
      float[] sums,
      int at) {
    switch (LANES) {
      case 4 -> zipTwiceAndAdd(q, qAt, from, fromAt, fromRow, sums, at);
      case 8 -> {
        zipTwice(from, fromAt, fromRow, between, 0, LANES);
        zipAndAdd(q, qAt, between, 0, LANES, sums, at);
      }
      case 16 -> {
        zipTwice(from, fromAt, fromRow, between, 0, LANES);
        zipTwiceAndAdd(q, qAt, between, 0, LANES, sums, at);
      }
      default -> addEach(q, qAt, from, fromAt, fromRow, sums, at);
    }
  }

  private static void copySquare(
      float[] from, int fromAt, int fromRow, float[] between, float[] to, int toAt, int toRow) {
    switch (LANES) {
      case 4 -> zipTwice(from, fromAt, fromRow, to, toAt, toRow);
      case 8 -> {
        zipTwice(from, fromAt, fromRow, between, 0, LANES);
        zip(between, 0, LANES, to, toAt, toRow);
      }
      case 16 -> {
        zipTwice(from, fromAt, fromRow, between, 0, LANES);
        zipTwice(between, 0, LANES, to, toAt, toRow);
      }
      default -> copyEach(from, fromAt, fromRow, 0, LANES, 0, LANES, to, toAt, toRow);
    }
  }

  private static void zip(float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
    int source = fromAt;
    int target = toAt;
    for (int i = 0; i < HALF; i++) {
      var a = FloatVector.fromArray(SPECIES, from, source).reinterpretAsInts();
      var b = FloatVector.fromArray(SPECIES, from, source + HALF * fromRow).reinterpretAsInts();
      LOWER.selectFrom(a, b).reinterpretAsFloats().intoArray(to, target);
      UPPER.selectFrom(a, b).reinterpretAsFloats().intoArray(to, target + toRow);
      source += fromRow;
      target += 2 * toRow;
    }
  }

  private static void zipTwice(
      float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
    int source = fromAt;
    int target = toAt;
    int quarter = QUARTER * fromRow;
    for (int i = 0; i < QUARTER; i++) {
      var a = FloatVector.fromArray(SPECIES, from, source).reinterpretAsInts();
      var b = FloatVector.fromArray(SPECIES, from, source + quarter).reinterpretAsInts();
      var c = FloatVector.fromArray(SPECIES, from, source + 2 * quarter).reinterpretAsInts();
      var d = FloatVector.fromArray(SPECIES, from, source + 3 * quarter).reinterpretAsInts();
      var ac = LOWER.selectFrom(a, c);
      var bd = LOWER.selectFrom(b, d);
      LOWER.selectFrom(ac, bd).reinterpretAsFloats().intoArray(to, target);
      UPPER.selectFrom(ac, bd).reinterpretAsFloats().intoArray(to, target + toRow);
      ac = UPPER.selectFrom(a, c);
      bd = UPPER.selectFrom(b, d);
      LOWER.selectFrom(ac, bd).reinterpretAsFloats().intoArray(to, target + 2 * toRow);
      UPPER.selectFrom(ac, bd).reinterpretAsFloats().intoArray(to, target + 3 * toRow);
      source += fromRow;
      target += 4 * toRow;
    }
  }

  /// [#zip], whose rows are not kept but added up.
  private static void zipAndAdd(
      float[] q, int qAt, float[] from, int fromAt, int fromRow, float[] sums, int at) {
    var sum = FloatVector.fromArray(SPECIES, sums, at);
    int source = fromAt;
    for (int e = qAt; e < qAt + LANES; e += 2) {
      var a = FloatVector.fromArray(SPECIES, from, source).reinterpretAsInts();
      var b = FloatVector.fromArray(SPECIES, from, source + HALF * fromRow).reinterpretAsInts();
      var row0 = LOWER.selectFrom(a, b).reinterpretAsFloats();
      var row1 = UPPER.selectFrom(a, b).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, q[e]).fma(row0, sum);
      sum = FloatVector.broadcast(SPECIES, q[e + 1]).fma(row1, sum);
      source += fromRow;
    }
    sum.intoArray(sums, at);
  }

  /// [#zipTwice], whose rows are not kept but added up.
  private static void zipTwiceAndAdd(
      float[] q, int qAt, float[] from, int fromAt, int fromRow, float[] sums, int at) {
    var sum = FloatVector.fromArray(SPECIES, sums, at);
    int source = fromAt;
    int quarter = QUARTER * fromRow;
    for (int e = qAt; e < qAt + LANES; e += 4) {
      var a = FloatVector.fromArray(SPECIES, from, source).reinterpretAsInts();
      var b = FloatVector.fromArray(SPECIES, from, source + quarter).reinterpretAsInts();
      var c = FloatVector.fromArray(SPECIES, from, source + 2 * quarter).reinterpretAsInts();
      var d = FloatVector.fromArray(SPECIES, from, source + 3 * quarter).reinterpretAsInts();
      var ac = LOWER.selectFrom(a, c);
      var bd = LOWER.selectFrom(b, d);
      var row0 = LOWER.selectFrom(ac, bd).reinterpretAsFloats();
      var row1 = UPPER.selectFrom(ac, bd).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, q[e]).fma(row0, sum);
      sum = FloatVector.broadcast(SPECIES, q[e + 1]).fma(row1, sum);
      ac = UPPER.selectFrom(a, c);
      bd = UPPER.selectFrom(b, d);
      var row2 = LOWER.selectFrom(ac, bd).reinterpretAsFloats();
      var row3 = UPPER.selectFrom(ac, bd).reinterpretAsFloats();
      sum = FloatVector.broadcast(SPECIES, q[e + 2]).fma(row2, sum);
      sum = FloatVector.broadcast(SPECIES, q[e + 3]).fma(row3, sum);
      source += fromRow;
    }
    sum.intoArray(sums, at);
  }

  private static void addEach(
      float[] q, int qAt, float[] from, int fromAt, int fromRow, float[] sums, int at) {
    for (int r = 0; r < LANES; r++) {
      for (int e = 0; e < LANES; e++) {
        sums[at + r] = Math.fma(q[qAt + e], from[fromAt + r * fromRow + e], sums[at + r]);
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
