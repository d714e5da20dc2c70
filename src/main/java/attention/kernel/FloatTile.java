package attention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of a narrow piece of one matrix with a piece of another, in vector registers: the inner
/// loops of [VectorKernel].
///
/// ```
/// sums[r][lane] = sum over s of a[aFrom + r * aRow + s * aStep] * b[s][lane]
/// ```
///
/// Each lane of each row has one accumulator, which adds up the steps in their order by `fma`; so
/// the bits depend neither on the number of lanes nor on the shape of the tile. The shapes are such
/// that enough accumulators hide the time that an `fma` takes, that each vector is used several
/// times once it is loaded, and that all of them fit into the registers. They are written out
/// because the compiler keeps only local variables there, and do nothing else because it gives up
/// inlining in methods with many vector operations. Where a vector of `b` lies is a constant times
/// the step: the compiler then looks before the loop whether all of them exist, not at each one.
///
/// In every method `a` holds the numbers that are broadcast, `b` the vectors `(steps, columns)`
/// from `bFrom` on, and `sums` takes the results `(rows, columns)`.
final class FloatTile {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private FloatTile() {}

  /// 6 rows of 4 vectors: for processors with 32 registers.
  static void sixByFour(
      float[] a, int aFrom, int aRow, int aStep, int steps, float[] b, int bFrom, float[] sums) {
    int columns = 4 * LANES;
    var s00 = FloatVector.zero(SPECIES);
    var s01 = FloatVector.zero(SPECIES);
    var s02 = FloatVector.zero(SPECIES);
    var s03 = FloatVector.zero(SPECIES);
    var s10 = FloatVector.zero(SPECIES);
    var s11 = FloatVector.zero(SPECIES);
    var s12 = FloatVector.zero(SPECIES);
    var s13 = FloatVector.zero(SPECIES);
    var s20 = FloatVector.zero(SPECIES);
    var s21 = FloatVector.zero(SPECIES);
    var s22 = FloatVector.zero(SPECIES);
    var s23 = FloatVector.zero(SPECIES);
    var s30 = FloatVector.zero(SPECIES);
    var s31 = FloatVector.zero(SPECIES);
    var s32 = FloatVector.zero(SPECIES);
    var s33 = FloatVector.zero(SPECIES);
    var s40 = FloatVector.zero(SPECIES);
    var s41 = FloatVector.zero(SPECIES);
    var s42 = FloatVector.zero(SPECIES);
    var s43 = FloatVector.zero(SPECIES);
    var s50 = FloatVector.zero(SPECIES);
    var s51 = FloatVector.zero(SPECIES);
    var s52 = FloatVector.zero(SPECIES);
    var s53 = FloatVector.zero(SPECIES);
    int at = aFrom;
    for (int step = 0; step < steps; step++) {
      int bAt = bFrom + step * columns;
      var b0 = FloatVector.fromArray(SPECIES, b, bAt);
      var b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bAt + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, bAt + 3 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      var a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      var a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      var a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      var a4 = FloatVector.broadcast(SPECIES, a[at + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
      var a5 = FloatVector.broadcast(SPECIES, a[at + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      s52 = a5.fma(b2, s52);
      s53 = a5.fma(b3, s53);
      at += aStep;
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LANES);
    s02.intoArray(sums, 2 * LANES);
    s03.intoArray(sums, 3 * LANES);
    s10.intoArray(sums, 4 * LANES);
    s11.intoArray(sums, 5 * LANES);
    s12.intoArray(sums, 6 * LANES);
    s13.intoArray(sums, 7 * LANES);
    s20.intoArray(sums, 8 * LANES);
    s21.intoArray(sums, 9 * LANES);
    s22.intoArray(sums, 10 * LANES);
    s23.intoArray(sums, 11 * LANES);
    s30.intoArray(sums, 12 * LANES);
    s31.intoArray(sums, 13 * LANES);
    s32.intoArray(sums, 14 * LANES);
    s33.intoArray(sums, 15 * LANES);
    s40.intoArray(sums, 16 * LANES);
    s41.intoArray(sums, 17 * LANES);
    s42.intoArray(sums, 18 * LANES);
    s43.intoArray(sums, 19 * LANES);
    s50.intoArray(sums, 20 * LANES);
    s51.intoArray(sums, 21 * LANES);
    s52.intoArray(sums, 22 * LANES);
    s53.intoArray(sums, 23 * LANES);
  }

  /// 2 rows of 4 vectors: for processors with 16 registers, and for what is left over.
  static void twoByFour(
      float[] a, int aFrom, int aRow, int aStep, int steps, float[] b, int bFrom, float[] sums) {
    int columns = 4 * LANES;
    var s00 = FloatVector.zero(SPECIES);
    var s01 = FloatVector.zero(SPECIES);
    var s02 = FloatVector.zero(SPECIES);
    var s03 = FloatVector.zero(SPECIES);
    var s10 = FloatVector.zero(SPECIES);
    var s11 = FloatVector.zero(SPECIES);
    var s12 = FloatVector.zero(SPECIES);
    var s13 = FloatVector.zero(SPECIES);
    int at = aFrom;
    for (int step = 0; step < steps; step++) {
      int bAt = bFrom + step * columns;
      var b0 = FloatVector.fromArray(SPECIES, b, bAt);
      var b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bAt + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, bAt + 3 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      var a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      at += aStep;
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LANES);
    s02.intoArray(sums, 2 * LANES);
    s03.intoArray(sums, 3 * LANES);
    s10.intoArray(sums, 4 * LANES);
    s11.intoArray(sums, 5 * LANES);
    s12.intoArray(sums, 6 * LANES);
    s13.intoArray(sums, 7 * LANES);
  }

  /// 1 row of 4 vectors: what is left over.
  static void oneByFour(
      float[] a, int aFrom, int aRow, int aStep, int steps, float[] b, int bFrom, float[] sums) {
    int columns = 4 * LANES;
    var s00 = FloatVector.zero(SPECIES);
    var s01 = FloatVector.zero(SPECIES);
    var s02 = FloatVector.zero(SPECIES);
    var s03 = FloatVector.zero(SPECIES);
    int at = aFrom;
    for (int step = 0; step < steps; step++) {
      int bAt = bFrom + step * columns;
      var b0 = FloatVector.fromArray(SPECIES, b, bAt);
      var b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, b, bAt + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, b, bAt + 3 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      at += aStep;
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LANES);
    s02.intoArray(sums, 2 * LANES);
    s03.intoArray(sums, 3 * LANES);
  }

  /// 8 rows of 1 vector: for few queries.
  static void eightByOne(
      float[] a, int aFrom, int aRow, int aStep, int steps, float[] b, int bFrom, float[] sums) {
    int columns = LANES;
    var s00 = FloatVector.zero(SPECIES);
    var s10 = FloatVector.zero(SPECIES);
    var s20 = FloatVector.zero(SPECIES);
    var s30 = FloatVector.zero(SPECIES);
    var s40 = FloatVector.zero(SPECIES);
    var s50 = FloatVector.zero(SPECIES);
    var s60 = FloatVector.zero(SPECIES);
    var s70 = FloatVector.zero(SPECIES);
    int at = aFrom;
    for (int step = 0; step < steps; step++) {
      int bAt = bFrom + step * columns;
      var b0 = FloatVector.fromArray(SPECIES, b, bAt);
      var a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      var a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      var a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      var a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      var a4 = FloatVector.broadcast(SPECIES, a[at + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      var a5 = FloatVector.broadcast(SPECIES, a[at + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      var a6 = FloatVector.broadcast(SPECIES, a[at + 6 * aRow]);
      s60 = a6.fma(b0, s60);
      var a7 = FloatVector.broadcast(SPECIES, a[at + 7 * aRow]);
      s70 = a7.fma(b0, s70);
      at += aStep;
    }
    s00.intoArray(sums, 0);
    s10.intoArray(sums, LANES);
    s20.intoArray(sums, 2 * LANES);
    s30.intoArray(sums, 3 * LANES);
    s40.intoArray(sums, 4 * LANES);
    s50.intoArray(sums, 5 * LANES);
    s60.intoArray(sums, 6 * LANES);
    s70.intoArray(sums, 7 * LANES);
  }

  /// 1 row of 1 vector: what is left over of few queries.
  static void oneByOne(
      float[] a, int aFrom, int aRow, int aStep, int steps, float[] b, int bFrom, float[] sums) {
    int columns = LANES;
    var s00 = FloatVector.zero(SPECIES);
    int at = aFrom;
    for (int step = 0; step < steps; step++) {
      int bAt = bFrom + step * columns;
      var b0 = FloatVector.fromArray(SPECIES, b, bAt);
      var a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      at += aStep;
    }
    s00.intoArray(sums, 0);
  }
}
