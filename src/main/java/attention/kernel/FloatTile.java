package attention.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of a narrow piece of one matrix with a piece of another, in vector registers: the inner
/// loops of [VectorKernel].
///
/// ```
/// after[r][lane] = factor * (before[r][lane] + sum over s of a[row + r][s] * b[s][lane])
/// ```
///
/// Each lane of each row has one accumulator, which adds up the steps in their order by `fma`; so
/// the bits depend neither on the number of lanes nor on the shape of the tile. The shapes are such
/// that enough accumulators hide the time that an `fma` takes, that each vector is used several
/// times once it is loaded, and that all of them fit into the registers. They are written out
/// because the compiler keeps only local variables there, and do nothing else because it gives up
/// inlining in methods with many vector operations.
///
/// What is asked for at each step is what the compiler makes of it. Where the vectors of `b` lie
/// grows by a constant, so that it looks before the loop whether all of them exist. The numbers of
/// `a` are looked for one by one: without that the compiler would load those of all rows at once,
/// have too few registers, and take twice as long.
///
/// In every method `a` holds the numbers that are broadcast, of which `row` is the first that is
/// used, `b` the vectors `(steps, columns)`, and `c` tells what the sums are added to and where the
/// totals go.
final class FloatTile {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private FloatTile() {}

  /// 6 rows of 4 vectors: for processors with 32 registers.
  static void sixByFour(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 4 * LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    var s03 = zero;
    var s10 = zero;
    var s11 = zero;
    var s12 = zero;
    var s13 = zero;
    var s20 = zero;
    var s21 = zero;
    var s22 = zero;
    var s23 = zero;
    var s30 = zero;
    var s31 = zero;
    var s32 = zero;
    var s33 = zero;
    var s40 = zero;
    var s41 = zero;
    var s42 = zero;
    var s43 = zero;
    var s50 = zero;
    var s51 = zero;
    var s52 = zero;
    var s53 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var b1 = FloatVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, vectors, bAt + 3 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      var a1 = FloatVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      var a2 = FloatVector.broadcast(SPECIES, numbers[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      var a3 = FloatVector.broadcast(SPECIES, numbers[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      var a4 = FloatVector.broadcast(SPECIES, numbers[at + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
      var a5 = FloatVector.broadcast(SPECIES, numbers[at + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      s52 = a5.fma(b2, s52);
      s53 = a5.fma(b3, s53);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s01 = s01.add(FloatVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(FloatVector.fromArray(SPECIES, before, from + 2 * LANES));
    s03 = s03.add(FloatVector.fromArray(SPECIES, before, from + 3 * LANES));
    s10 = s10.add(FloatVector.fromArray(SPECIES, before, from + next));
    s11 = s11.add(FloatVector.fromArray(SPECIES, before, from + next + LANES));
    s12 = s12.add(FloatVector.fromArray(SPECIES, before, from + next + 2 * LANES));
    s13 = s13.add(FloatVector.fromArray(SPECIES, before, from + next + 3 * LANES));
    s20 = s20.add(FloatVector.fromArray(SPECIES, before, from + 2 * next));
    s21 = s21.add(FloatVector.fromArray(SPECIES, before, from + 2 * next + LANES));
    s22 = s22.add(FloatVector.fromArray(SPECIES, before, from + 2 * next + 2 * LANES));
    s23 = s23.add(FloatVector.fromArray(SPECIES, before, from + 2 * next + 3 * LANES));
    s30 = s30.add(FloatVector.fromArray(SPECIES, before, from + 3 * next));
    s31 = s31.add(FloatVector.fromArray(SPECIES, before, from + 3 * next + LANES));
    s32 = s32.add(FloatVector.fromArray(SPECIES, before, from + 3 * next + 2 * LANES));
    s33 = s33.add(FloatVector.fromArray(SPECIES, before, from + 3 * next + 3 * LANES));
    s40 = s40.add(FloatVector.fromArray(SPECIES, before, from + 4 * next));
    s41 = s41.add(FloatVector.fromArray(SPECIES, before, from + 4 * next + LANES));
    s42 = s42.add(FloatVector.fromArray(SPECIES, before, from + 4 * next + 2 * LANES));
    s43 = s43.add(FloatVector.fromArray(SPECIES, before, from + 4 * next + 3 * LANES));
    s50 = s50.add(FloatVector.fromArray(SPECIES, before, from + 5 * next));
    s51 = s51.add(FloatVector.fromArray(SPECIES, before, from + 5 * next + LANES));
    s52 = s52.add(FloatVector.fromArray(SPECIES, before, from + 5 * next + 2 * LANES));
    s53 = s53.add(FloatVector.fromArray(SPECIES, before, from + 5 * next + 3 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
    s03.mul(f).intoArray(after, to + 3 * LANES);
    s10.mul(f).intoArray(after, to + 4 * LANES);
    s11.mul(f).intoArray(after, to + 5 * LANES);
    s12.mul(f).intoArray(after, to + 6 * LANES);
    s13.mul(f).intoArray(after, to + 7 * LANES);
    s20.mul(f).intoArray(after, to + 8 * LANES);
    s21.mul(f).intoArray(after, to + 9 * LANES);
    s22.mul(f).intoArray(after, to + 10 * LANES);
    s23.mul(f).intoArray(after, to + 11 * LANES);
    s30.mul(f).intoArray(after, to + 12 * LANES);
    s31.mul(f).intoArray(after, to + 13 * LANES);
    s32.mul(f).intoArray(after, to + 14 * LANES);
    s33.mul(f).intoArray(after, to + 15 * LANES);
    s40.mul(f).intoArray(after, to + 16 * LANES);
    s41.mul(f).intoArray(after, to + 17 * LANES);
    s42.mul(f).intoArray(after, to + 18 * LANES);
    s43.mul(f).intoArray(after, to + 19 * LANES);
    s50.mul(f).intoArray(after, to + 20 * LANES);
    s51.mul(f).intoArray(after, to + 21 * LANES);
    s52.mul(f).intoArray(after, to + 22 * LANES);
    s53.mul(f).intoArray(after, to + 23 * LANES);
  }

  /// 2 rows of 4 vectors: what is left over of them.
  static void twoByFour(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 4 * LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    var s03 = zero;
    var s10 = zero;
    var s11 = zero;
    var s12 = zero;
    var s13 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var b1 = FloatVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, vectors, bAt + 3 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      var a1 = FloatVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s01 = s01.add(FloatVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(FloatVector.fromArray(SPECIES, before, from + 2 * LANES));
    s03 = s03.add(FloatVector.fromArray(SPECIES, before, from + 3 * LANES));
    s10 = s10.add(FloatVector.fromArray(SPECIES, before, from + next));
    s11 = s11.add(FloatVector.fromArray(SPECIES, before, from + next + LANES));
    s12 = s12.add(FloatVector.fromArray(SPECIES, before, from + next + 2 * LANES));
    s13 = s13.add(FloatVector.fromArray(SPECIES, before, from + next + 3 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
    s03.mul(f).intoArray(after, to + 3 * LANES);
    s10.mul(f).intoArray(after, to + 4 * LANES);
    s11.mul(f).intoArray(after, to + 5 * LANES);
    s12.mul(f).intoArray(after, to + 6 * LANES);
    s13.mul(f).intoArray(after, to + 7 * LANES);
  }

  /// 1 row of 4 vectors: what is left over of those.
  static void oneByFour(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 4 * LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    var s03 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var b1 = FloatVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, vectors, bAt + 3 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s01 = s01.add(FloatVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(FloatVector.fromArray(SPECIES, before, from + 2 * LANES));
    s03 = s03.add(FloatVector.fromArray(SPECIES, before, from + 3 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
    s03.mul(f).intoArray(after, to + 3 * LANES);
  }

  /// 4 rows of 3 vectors: for processors with 16 registers.
  static void fourByThree(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 3 * LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    var s10 = zero;
    var s11 = zero;
    var s12 = zero;
    var s20 = zero;
    var s21 = zero;
    var s22 = zero;
    var s30 = zero;
    var s31 = zero;
    var s32 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var b1 = FloatVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      var a1 = FloatVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      var a2 = FloatVector.broadcast(SPECIES, numbers[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      var a3 = FloatVector.broadcast(SPECIES, numbers[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s01 = s01.add(FloatVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(FloatVector.fromArray(SPECIES, before, from + 2 * LANES));
    s10 = s10.add(FloatVector.fromArray(SPECIES, before, from + next));
    s11 = s11.add(FloatVector.fromArray(SPECIES, before, from + next + LANES));
    s12 = s12.add(FloatVector.fromArray(SPECIES, before, from + next + 2 * LANES));
    s20 = s20.add(FloatVector.fromArray(SPECIES, before, from + 2 * next));
    s21 = s21.add(FloatVector.fromArray(SPECIES, before, from + 2 * next + LANES));
    s22 = s22.add(FloatVector.fromArray(SPECIES, before, from + 2 * next + 2 * LANES));
    s30 = s30.add(FloatVector.fromArray(SPECIES, before, from + 3 * next));
    s31 = s31.add(FloatVector.fromArray(SPECIES, before, from + 3 * next + LANES));
    s32 = s32.add(FloatVector.fromArray(SPECIES, before, from + 3 * next + 2 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
    s10.mul(f).intoArray(after, to + 3 * LANES);
    s11.mul(f).intoArray(after, to + 4 * LANES);
    s12.mul(f).intoArray(after, to + 5 * LANES);
    s20.mul(f).intoArray(after, to + 6 * LANES);
    s21.mul(f).intoArray(after, to + 7 * LANES);
    s22.mul(f).intoArray(after, to + 8 * LANES);
    s30.mul(f).intoArray(after, to + 9 * LANES);
    s31.mul(f).intoArray(after, to + 10 * LANES);
    s32.mul(f).intoArray(after, to + 11 * LANES);
  }

  /// 1 row of 3 vectors: what is left over of them.
  static void oneByThree(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 3 * LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var b1 = FloatVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = FloatVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s01 = s01.add(FloatVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(FloatVector.fromArray(SPECIES, before, from + 2 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
  }

  /// 8 rows of 1 vector: for few queries.
  static void eightByOne(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    var s10 = zero;
    var s20 = zero;
    var s30 = zero;
    var s40 = zero;
    var s50 = zero;
    var s60 = zero;
    var s70 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      var a1 = FloatVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      var a2 = FloatVector.broadcast(SPECIES, numbers[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      var a3 = FloatVector.broadcast(SPECIES, numbers[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      var a4 = FloatVector.broadcast(SPECIES, numbers[at + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      var a5 = FloatVector.broadcast(SPECIES, numbers[at + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      var a6 = FloatVector.broadcast(SPECIES, numbers[at + 6 * aRow]);
      s60 = a6.fma(b0, s60);
      var a7 = FloatVector.broadcast(SPECIES, numbers[at + 7 * aRow]);
      s70 = a7.fma(b0, s70);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s10 = s10.add(FloatVector.fromArray(SPECIES, before, from + next));
    s20 = s20.add(FloatVector.fromArray(SPECIES, before, from + 2 * next));
    s30 = s30.add(FloatVector.fromArray(SPECIES, before, from + 3 * next));
    s40 = s40.add(FloatVector.fromArray(SPECIES, before, from + 4 * next));
    s50 = s50.add(FloatVector.fromArray(SPECIES, before, from + 5 * next));
    s60 = s60.add(FloatVector.fromArray(SPECIES, before, from + 6 * next));
    s70 = s70.add(FloatVector.fromArray(SPECIES, before, from + 7 * next));
    s00.mul(f).intoArray(after, to);
    s10.mul(f).intoArray(after, to + LANES);
    s20.mul(f).intoArray(after, to + 2 * LANES);
    s30.mul(f).intoArray(after, to + 3 * LANES);
    s40.mul(f).intoArray(after, to + 4 * LANES);
    s50.mul(f).intoArray(after, to + 5 * LANES);
    s60.mul(f).intoArray(after, to + 6 * LANES);
    s70.mul(f).intoArray(after, to + 7 * LANES);
  }

  /// 1 row of 1 vector: what is left over of few queries.
  static void oneByOne(
      Factor<float[]> a, int row, Slice<float[]> b, float factor, Totals<float[]> c) {
    float[] numbers = a.numbers();
    float[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = LANES;
    int count = b.rows() * columns;
    var zero = FloatVector.zero(SPECIES);
    var s00 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = FloatVector.fromArray(SPECIES, vectors, bAt);
      var a0 = FloatVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      at += aStep;
    }
    var f = FloatVector.broadcast(SPECIES, factor);
    float[] before = c.before();
    float[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(FloatVector.fromArray(SPECIES, before, from));
    s00.mul(f).intoArray(after, to);
  }
}
