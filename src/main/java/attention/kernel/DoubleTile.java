package attention.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// [FloatTile] in double precision: the same tiles with half as many lanes.
final class DoubleTile {

  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private DoubleTile() {}

  /// 6 rows of 4 vectors: for processors with 32 registers.
  static void sixByFour(
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 4 * LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
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
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var b1 = DoubleVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = DoubleVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var b3 = DoubleVector.fromArray(SPECIES, vectors, bAt + 3 * LANES);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      var a1 = DoubleVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      var a2 = DoubleVector.broadcast(SPECIES, numbers[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      var a3 = DoubleVector.broadcast(SPECIES, numbers[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      var a4 = DoubleVector.broadcast(SPECIES, numbers[at + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
      var a5 = DoubleVector.broadcast(SPECIES, numbers[at + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      s52 = a5.fma(b2, s52);
      s53 = a5.fma(b3, s53);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s01 = s01.add(DoubleVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(DoubleVector.fromArray(SPECIES, before, from + 2 * LANES));
    s03 = s03.add(DoubleVector.fromArray(SPECIES, before, from + 3 * LANES));
    s10 = s10.add(DoubleVector.fromArray(SPECIES, before, from + next));
    s11 = s11.add(DoubleVector.fromArray(SPECIES, before, from + next + LANES));
    s12 = s12.add(DoubleVector.fromArray(SPECIES, before, from + next + 2 * LANES));
    s13 = s13.add(DoubleVector.fromArray(SPECIES, before, from + next + 3 * LANES));
    s20 = s20.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next));
    s21 = s21.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next + LANES));
    s22 = s22.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next + 2 * LANES));
    s23 = s23.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next + 3 * LANES));
    s30 = s30.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next));
    s31 = s31.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next + LANES));
    s32 = s32.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next + 2 * LANES));
    s33 = s33.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next + 3 * LANES));
    s40 = s40.add(DoubleVector.fromArray(SPECIES, before, from + 4 * next));
    s41 = s41.add(DoubleVector.fromArray(SPECIES, before, from + 4 * next + LANES));
    s42 = s42.add(DoubleVector.fromArray(SPECIES, before, from + 4 * next + 2 * LANES));
    s43 = s43.add(DoubleVector.fromArray(SPECIES, before, from + 4 * next + 3 * LANES));
    s50 = s50.add(DoubleVector.fromArray(SPECIES, before, from + 5 * next));
    s51 = s51.add(DoubleVector.fromArray(SPECIES, before, from + 5 * next + LANES));
    s52 = s52.add(DoubleVector.fromArray(SPECIES, before, from + 5 * next + 2 * LANES));
    s53 = s53.add(DoubleVector.fromArray(SPECIES, before, from + 5 * next + 3 * LANES));
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
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 4 * LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
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
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var b1 = DoubleVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = DoubleVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var b3 = DoubleVector.fromArray(SPECIES, vectors, bAt + 3 * LANES);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      var a1 = DoubleVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s01 = s01.add(DoubleVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(DoubleVector.fromArray(SPECIES, before, from + 2 * LANES));
    s03 = s03.add(DoubleVector.fromArray(SPECIES, before, from + 3 * LANES));
    s10 = s10.add(DoubleVector.fromArray(SPECIES, before, from + next));
    s11 = s11.add(DoubleVector.fromArray(SPECIES, before, from + next + LANES));
    s12 = s12.add(DoubleVector.fromArray(SPECIES, before, from + next + 2 * LANES));
    s13 = s13.add(DoubleVector.fromArray(SPECIES, before, from + next + 3 * LANES));
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
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 4 * LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    var s03 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var b1 = DoubleVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = DoubleVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var b3 = DoubleVector.fromArray(SPECIES, vectors, bAt + 3 * LANES);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s01 = s01.add(DoubleVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(DoubleVector.fromArray(SPECIES, before, from + 2 * LANES));
    s03 = s03.add(DoubleVector.fromArray(SPECIES, before, from + 3 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
    s03.mul(f).intoArray(after, to + 3 * LANES);
  }

  /// 4 rows of 3 vectors: for processors with 16 registers.
  static void fourByThree(
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 3 * LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
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
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var b1 = DoubleVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = DoubleVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      var a1 = DoubleVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      var a2 = DoubleVector.broadcast(SPECIES, numbers[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      var a3 = DoubleVector.broadcast(SPECIES, numbers[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s01 = s01.add(DoubleVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(DoubleVector.fromArray(SPECIES, before, from + 2 * LANES));
    s10 = s10.add(DoubleVector.fromArray(SPECIES, before, from + next));
    s11 = s11.add(DoubleVector.fromArray(SPECIES, before, from + next + LANES));
    s12 = s12.add(DoubleVector.fromArray(SPECIES, before, from + next + 2 * LANES));
    s20 = s20.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next));
    s21 = s21.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next + LANES));
    s22 = s22.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next + 2 * LANES));
    s30 = s30.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next));
    s31 = s31.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next + LANES));
    s32 = s32.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next + 2 * LANES));
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
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = 3 * LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s02 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var b1 = DoubleVector.fromArray(SPECIES, vectors, bAt + LANES);
      var b2 = DoubleVector.fromArray(SPECIES, vectors, bAt + 2 * LANES);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s01 = s01.add(DoubleVector.fromArray(SPECIES, before, from + LANES));
    s02 = s02.add(DoubleVector.fromArray(SPECIES, before, from + 2 * LANES));
    s00.mul(f).intoArray(after, to);
    s01.mul(f).intoArray(after, to + LANES);
    s02.mul(f).intoArray(after, to + 2 * LANES);
  }

  /// 8 rows of 1 vector: for few queries.
  static void eightByOne(
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
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
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      var a1 = DoubleVector.broadcast(SPECIES, numbers[at + aRow]);
      s10 = a1.fma(b0, s10);
      var a2 = DoubleVector.broadcast(SPECIES, numbers[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      var a3 = DoubleVector.broadcast(SPECIES, numbers[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      var a4 = DoubleVector.broadcast(SPECIES, numbers[at + 4 * aRow]);
      s40 = a4.fma(b0, s40);
      var a5 = DoubleVector.broadcast(SPECIES, numbers[at + 5 * aRow]);
      s50 = a5.fma(b0, s50);
      var a6 = DoubleVector.broadcast(SPECIES, numbers[at + 6 * aRow]);
      s60 = a6.fma(b0, s60);
      var a7 = DoubleVector.broadcast(SPECIES, numbers[at + 7 * aRow]);
      s70 = a7.fma(b0, s70);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s10 = s10.add(DoubleVector.fromArray(SPECIES, before, from + next));
    s20 = s20.add(DoubleVector.fromArray(SPECIES, before, from + 2 * next));
    s30 = s30.add(DoubleVector.fromArray(SPECIES, before, from + 3 * next));
    s40 = s40.add(DoubleVector.fromArray(SPECIES, before, from + 4 * next));
    s50 = s50.add(DoubleVector.fromArray(SPECIES, before, from + 5 * next));
    s60 = s60.add(DoubleVector.fromArray(SPECIES, before, from + 6 * next));
    s70 = s70.add(DoubleVector.fromArray(SPECIES, before, from + 7 * next));
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
      Factor<double[]> a, int row, Slice<double[]> b, double factor, Totals<double[]> c) {
    double[] numbers = a.numbers();
    double[] vectors = b.values();
    int aRow = a.row();
    int aStep = a.step();
    int at = a.from() + row * aRow;
    int bFrom = b.offset();
    int columns = LANES;
    int count = b.rows() * columns;
    var zero = DoubleVector.zero(SPECIES);
    var s00 = zero;
    for (int n = 0; n < count; n += columns) {
      int bAt = bFrom + n;
      var b0 = DoubleVector.fromArray(SPECIES, vectors, bAt);
      var a0 = DoubleVector.broadcast(SPECIES, numbers[at]);
      s00 = a0.fma(b0, s00);
      at += aStep;
    }
    var f = DoubleVector.broadcast(SPECIES, factor);
    double[] before = c.before();
    double[] after = c.after();
    int next = c.beforeRow();
    int from = c.beforeFrom() + row * next;
    int to = c.afterFrom() + row * columns;
    s00 = s00.add(DoubleVector.fromArray(SPECIES, before, from));
    s00.mul(f).intoArray(after, to);
  }
}
