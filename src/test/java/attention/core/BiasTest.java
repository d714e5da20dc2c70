package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BiasTest {

  private static final Bias DENSE =
      new Bias.Dense(Inputs.rows(3, 1, 2, 3, -4, 5, Float.NEGATIVE_INFINITY));

  /// The slopes that the paper names for 8 and 16 heads; for 12 the four missing ones come from 16.
  @Test
  void standardSlopesAreThoseOfThePaper() {
    assertThat(Bias.Alibi.standardSlopes(8))
        .containsExactly(
            1 / 2.0, 1 / 4.0, 1 / 8.0, 1 / 16.0, 1 / 32.0, 1 / 64.0, 1 / 128.0, 1 / 256.0);
    assertThat(Bias.Alibi.standardSlopes(16)).startsWith(StrictMath.pow(2, -0.5), 0.5);
    assertThat(Bias.Alibi.standardSlopes(1)).containsExactly(1 / 256.0);
    double[] twelve = Bias.Alibi.standardSlopes(12);
    assertThat(twelve).startsWith(Bias.Alibi.standardSlopes(8)).hasSize(12);
    double[] sixteen = Bias.Alibi.standardSlopes(16);
    assertThat(twelve).endsWith(sixteen[0], sixteen[2], sixteen[4], sixteen[6]);
  }

  @Test
  void alibiTakesAwayByDistance() {
    Bias bias = new Bias.Alibi(new double[] {0.5, 2}, 1);

    assertThat(bias.at(0, 0, 0, 1)).isZero();
    assertThat(bias.at(0, 0, 0, 0)).isEqualTo(-0.5);
    assertThat(bias.at(1, 0, 0, 4)).isEqualTo(-1.5);
    assertThat(bias.at(1, 1, 3, 0)).isEqualTo(-8);
  }

  @Test
  void aTableIsTheSameForEveryHead() {
    assertThat(DENSE.at(0, 0, 1, 0)).isEqualTo(-4);
    assertThat(DENSE.at(5, 7, 0, 2)).isEqualTo(3);
    assertThat(new Bias.None().at(0, 0, 0, 0)).isZero();
  }

  @Test
  void eachHeadMayHaveABiasOfItsOwn() {
    Bias bias = new Bias.Dense(Tensor.of(new Shape(1, 2, 1, 2), 1, 2, 3, 4));

    assertThat(bias.at(0, 0, 5, 1)).isEqualTo(2);
    assertThat(bias.at(3, 1, 0, 0)).isEqualTo(3);
  }

  @Test
  void keysBehindTheEndOfATableAreHidden() {
    assertThat(DENSE.at(0, 0, 0, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  static Stream<Arguments> theLargestMagnitude() {
    return Stream.of(
        argumentSet("none", new Bias.None(), 0),
        argumentSet("dense, without what hides", DENSE, 5),
        argumentSet("ALiBi at its farthest", new Bias.Alibi(new double[] {1, -3, 2}, -4), 3 * 14));
  }

  @ParameterizedTest
  @MethodSource
  void theLargestMagnitude(Bias bias, double expected) {
    assertThat(bias.largest(10)).isEqualTo(expected);
  }

  static Stream<Arguments> whatDoesNotFitIsNamed() {
    return Stream.of(
        argumentSet("none", new Bias.None(), List.of()),
        argumentSet("dense", DENSE, List.of()),
        argumentSet(
            "dense with too many rows",
            new Bias.Dense(Inputs.rows(1, 1, 2, 3)),
            List.of("/b/values is for 3 queries, there are 2")),
        argumentSet("ALiBi", new Bias.Alibi(new double[4], 0), List.of()),
        argumentSet(
            "too few slopes",
            new Bias.Alibi(new double[3], 0),
            List.of("/b/slopes has 3 slopes, there are 4 heads")));
  }

  @ParameterizedTest
  @MethodSource
  void whatDoesNotFitIsNamed(Bias bias, List<String> expected) {
    var faults = new Faults();
    bias.check(new Shape(2, 4, 2, 3), "/b", faults);

    assertThat(faults.kept().stream().map(fault -> fault.pointer() + " " + fault.detail()))
        .isEqualTo(expected);
  }
}
