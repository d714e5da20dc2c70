package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Shapes, tensors, tables and numbers.
class TensorTest {

  static Stream<Arguments> axesThatCannotBe() {
    return Stream.of(
        argumentSet("no batch", 0, 1, 1, 1),
        argumentSet("no heads", 1, 0, 1, 1),
        argumentSet("no length", 1, 1, 0, 1),
        argumentSet("no size", 1, 1, 1, 0));
  }

  @ParameterizedTest
  @MethodSource
  void axesThatCannotBe(int batch, int heads, int length, int size) {
    assertThatThrownBy(() -> new Shape(batch, heads, length, size))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anArrayHoldsOnlySoMany() {
    var scores = new Shape(1, 1 << 10, 1 << 11, 1 << 10);

    assertThatThrownBy(scores::count).hasMessage("more numbers than an array holds");
  }

  @Test
  void aShapeCountsItsNumbers() {
    assertThat(new Shape(2, 3, 4, 5).count()).isEqualTo(120);
    assertThat(new Shape(2, 3, 4, 5).with(6, 7)).isEqualTo(new Shape(2, 3, 6, 7));
  }

  @Test
  void numbersMustFillTheirShape() {
    assertThatThrownBy(() -> Tensor.of(new Shape(1, 1, 2, 2), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Matrix.of(2, 2, 1, 2, 3, 4, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesOneRowOfOneHead() {
    Tensor tensor =
        Tensor.of(new Shape(2, 2, 2, 2), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    assertThat(read(tensor.row(0, 1, 0))).containsExactly(4, 5);
    assertThat(read(tensor.row(1, 0, 1))).containsExactly(10, 11);
    assertThat(read(tensor.row(1, 1, 1))).containsExactly(14, 15);
  }

  @Test
  void headsAreTakenApart() {
    Tensor tensor = Tensor.of(new Shape(2, 2, 1, 2), 0, 1, 2, 3, 4, 5, 6, 7);

    assertThat(read(tensor.head(0, 1).numbers())).containsExactly(2, 3);
    assertThat(read(tensor.head(1, 0).numbers())).containsExactly(4, 5);
    assertThat(tensor.head(1, 1).at(0, 1)).isEqualTo(7);
  }

  @Test
  void rowsGoBehindThoseOfTheSameHead() {
    Tensor past = Tensor.of(new Shape(1, 2, 1, 2), 1, 2, 3, 4);
    Tensor more = Tensor.of(new Shape(1, 2, 2, 2), 5, 6, 7, 8, 9, 10, 11, 12);
    Tensor all = past.followedBy(more);

    assertThat(all.shape()).isEqualTo(new Shape(1, 2, 3, 2));
    assertThat(read(all.numbers())).containsExactly(1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12);
  }

  @Test
  void numbersChangeTheirPrecisionByOneRounding() {
    Numbers exact = Numbers.of(Precision.FLOAT64, List.of(new double[] {0.1, 2}));

    assertThat(exact.in(Precision.FLOAT64)).isSameAs(exact);
    assertThat(read(exact.in(Precision.FLOAT32))).containsExactly(0.1f, 2);
    assertThat(exact.in(Precision.FLOAT32).precision()).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void theOnlyHeadIsNotCopied() {
    Tensor tensor = Tensor.of(new Shape(1, 1, 1, 2), 0, 1);

    assertThat(tensor.head(0, 0).numbers()).isSameAs(tensor.numbers());
  }

  /// `(1, 1, 2, 4)`: two places, whose numbers belong to two heads in turn.
  @Test
  void numbersAreSplitAmongHeadsAndJoinedAgain() {
    Tensor joined = Tensor.of(new Shape(1, 1, 2, 4), 0, 1, 10, 11, 2, 3, 12, 13);
    Tensor split = joined.split(2);

    assertThat(split.shape()).isEqualTo(new Shape(1, 2, 2, 2));
    assertThat(read(split.numbers())).containsExactly(0, 1, 2, 3, 10, 11, 12, 13);
    assertThat(split.join().shape()).isEqualTo(joined.shape());
    assertThat(read(split.join().numbers())).isEqualTo(read(joined.numbers()));
    assertThat(joined.split(1)).isSameAs(joined);
    assertThat(joined.join()).isSameAs(joined);
  }

  /// `(2, 1, 2, 2)`: two problems of two places.
  @Test
  void placesOfSeveralProblemsStayApart() {
    Tensor joined = Tensor.of(new Shape(2, 1, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    Tensor split = joined.split(2);

    assertThat(read(split.numbers())).containsExactly(1, 3, 2, 4, 5, 7, 6, 8);
    assertThat(read(split.join().numbers())).isEqualTo(read(joined.numbers()));
  }

  @Test
  void eachProblemOfABatchIsSplitByItself() {
    Tensor split = Tensor.of(new Shape(2, 1, 1, 2), 1, 2, 3, 4).split(2);

    assertThat(split.shape()).isEqualTo(new Shape(2, 2, 1, 1));
    assertThat(read(split.numbers())).containsExactly(1, 2, 3, 4);
    assertThat(read(split.join().numbers())).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreReadAndCopiedInTheirPrecision(Precision precision) {
    Numbers numbers = Numbers.of(precision, List.of(new double[] {1, 0.1}, new double[] {-3}));

    assertThat(numbers.precision()).isEqualTo(precision);
    assertThat(numbers.count()).isEqualTo(3);
    assertThat(numbers.at(1)).isEqualTo(precision == Precision.FLOAT32 ? 0.1f : 0.1);
    assertThat(numbers.number(0))
        .isEqualTo(precision == Precision.FLOAT32 ? (Number) 1f : (Number) 1.0);
    assertThat(numbers.largest()).isEqualTo(3);
    assertThat(read(numbers.range(1, 3))).containsExactly(numbers.at(1), -3);
    Numbers copy = Numbers.zeros(precision, 4);
    copy.copy(2, numbers, 1, 2);
    copy.set(0, 0.7);
    assertThat(read(copy)).containsExactly(precision.round(0.7), 0, numbers.at(1), -3);
  }

  @Test
  void whatHidesDoesNotCountAsLarge() {
    assertThat(new Numbers.Float32(new float[] {1, Float.NEGATIVE_INFINITY, -2}).largest())
        .isEqualTo(2);
  }

  @Test
  void precisionsDoNotMix() {
    Numbers single = Numbers.zeros(Precision.FLOAT32, 1);
    Numbers twice = Numbers.zeros(Precision.FLOAT64, 1);

    assertThatThrownBy(() -> single.copy(0, twice, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> twice.copy(0, single, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    var shape = new Shape(1, 1, 1, 1);
    var a = new Tensor(shape, single);
    var b = new Tensor(shape, twice);
    assertThatThrownBy(() -> new AttentionInputs(a, b, b))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AttentionInputs(a, a, b))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPrecisionSaysWhatItHolds() {
    assertThat(Precision.FLOAT32.holds(3e38)).isTrue();
    assertThat(Precision.FLOAT32.holds(4e38)).isFalse();
    assertThat(Precision.FLOAT64.holds(4e38)).isTrue();
    assertThat(Precision.FLOAT64.holds(Double.NaN)).isFalse();
    assertThat(Precision.FLOAT32.bytes()).isEqualTo(4);
    assertThat(Precision.FLOAT64.bytes()).isEqualTo(8);
    assertThat(Precision.FLOAT32).hasToString("float32");
    assertThat(EmptyRows.MEAN).hasToString("mean");
  }

  static Stream<Arguments> inputsThatDoNotFit() {
    var fits = new Shape(2, 4, 3, 5);
    return Stream.of(
        argumentSet(
            "another batch of keys",
            fits,
            new Shape(1, 4, 3, 5),
            fits,
            "/key has batch 1, expected 2"),
        argumentSet(
            "another head size",
            fits,
            new Shape(2, 4, 3, 6),
            fits,
            "/key has head size 6, expected 5"),
        argumentSet(
            "another batch of values",
            fits,
            fits,
            new Shape(3, 4, 3, 5),
            "/value has batch 3, expected 2"),
        argumentSet(
            "other heads of values",
            fits,
            fits,
            new Shape(2, 2, 3, 5),
            "/value has heads 2, expected 4"),
        argumentSet(
            "fewer values than keys",
            fits,
            fits,
            new Shape(2, 4, 2, 5),
            "/value has length 2, expected 3"),
        argumentSet(
            "heads that cannot be shared",
            fits,
            new Shape(2, 3, 3, 5),
            new Shape(2, 3, 3, 5),
            "/query 4 query heads cannot share 3 key heads evenly"));
  }

  @ParameterizedTest
  @MethodSource
  void inputsThatDoNotFit(Shape query, Shape key, Shape value, String expected) {
    assertThatThrownBy(() -> new AttentionInputs(zeros(query), zeros(key), zeros(value)))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            invalid -> {
              Fault fault = invalid.faults().getFirst();
              assertThat(fault.pointer() + " " + fault.detail()).isEqualTo(expected);
              assertThat(fault.code()).isEqualTo("wrong-shape");
            });
  }

  @Test
  void queryHeadsShareKeyHeadsInOrder() {
    var inputs =
        new AttentionInputs(
            Tensor.of(new Shape(1, 4, 1, 1), 0, 1, 2, 3),
            Tensor.of(new Shape(1, 2, 1, 1), 10, 11),
            Tensor.of(new Shape(1, 2, 1, 1), 20, 21));

    assertThat(inputs.keyCount()).isEqualTo(1);
    assertThat(inputs.queryCount()).isEqualTo(1);
    assertThat(inputs.queryRow(3, 0).at(0)).isEqualTo(3);
    assertThat(inputs.keyRow(1, 0).at(0)).isEqualTo(10);
    assertThat(inputs.keyRow(2, 0).at(0)).isEqualTo(11);
    assertThat(inputs.values(3).at(0, 0)).isEqualTo(21);
  }

  private static Tensor zeros(Shape shape) {
    return new Tensor(shape, Numbers.zeros(Precision.FLOAT32, shape.count()));
  }

  private static double[] read(Numbers numbers) {
    double[] values = new double[numbers.count()];
    for (int n = 0; n < values.length; n++) {
      values[n] = numbers.at(n);
    }
    return values;
  }
}
