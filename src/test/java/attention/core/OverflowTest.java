package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.Overflow.Part;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bounds that are found before anything is computed. The largest float is 3.4e38.
class OverflowTest {

  private static final Tensor ONE = Inputs.rows(1, 1);

  static Stream<Arguments> theFirstOverflowIsFound() {
    return Stream.of(
        argumentSet("nothing large", ONE, ONE, ONE, 1, null, 0),
        argumentSet("at the limit", Inputs.rows(1, 3.3e38f), ONE, ONE, 1, null, 0),
        argumentSet(
            "a long query",
            Inputs.rows(1, 1, 1e30f, 2),
            Inputs.rows(1, 1e9f),
            ONE,
            1,
            Part.QUERY,
            1),
        argumentSet(
            "a long key",
            Inputs.rows(1, 1e9f),
            Inputs.rows(1, 1, 2, 1e30f),
            Inputs.rows(1, 1, 1, 1),
            1,
            Part.KEY,
            2),
        argumentSet(
            "long only together",
            Inputs.rows(2, 1e19f, 2e19f),
            Inputs.rows(2, 2e19f, 1e19f),
            ONE,
            1,
            Part.QUERY,
            0),
        argumentSet(
            "the product before it is scaled down",
            Inputs.rows(1, 1e30f),
            Inputs.rows(1, 1e30f),
            ONE,
            1e-30,
            Part.QUERY,
            0),
        argumentSet(
            "the product after it is scaled up",
            Inputs.rows(1, 1e10f),
            Inputs.rows(1, 1e10f),
            ONE,
            -1e20,
            Part.QUERY,
            0),
        argumentSet(
            "numbers that are too many together",
            Inputs.rows(4, 1e19f, 1e19f, 1e19f, 1e19f),
            Inputs.rows(4, 1e19f, 1e19f, 1e19f, 1e19f),
            ONE,
            1,
            Part.QUERY,
            0),
        argumentSet(
            "a value",
            ONE,
            Inputs.rows(1, 1, 1),
            Inputs.rows(2, 1, 2, 3, -3.4e38f),
            1,
            Part.VALUE,
            1),
        argumentSet(
            "infinity", Inputs.rows(1, Float.POSITIVE_INFINITY), ONE, ONE, 1, Part.QUERY, 0),
        argumentSet("no number", ONE, Inputs.rows(1, Float.NaN), ONE, 1, Part.KEY, 0));
  }

  @ParameterizedTest
  @MethodSource
  void theFirstOverflowIsFound(
      Tensor query, Tensor key, Tensor value, double scale, Part part, int row) {
    Optional<Overflow> found = find(new AttentionInputs(query, key, value), scale, new Bias.None());

    assertThat(found.map(Overflow::part)).isEqualTo(Optional.ofNullable(part));
    assertThat(found.map(Overflow::row).orElse(0)).isEqualTo(row);
    assertThat(found.map(Overflow::detail).orElse("float32"))
        .containsAnyOf("float32", "has a number that is not finite");
  }

  /// Of lengths 1.4, 5e20 and 3e20.
  @Test
  void theLongestRowIsNamedWithItsLength() {
    var queries = Inputs.rows(2, 1, 1, 3e20f, -4e20f, 3e20f, 0);
    var found =
        find(
            new AttentionInputs(queries, Inputs.rows(2, 0, 1e20f), Inputs.rows(1, 1)),
            1,
            new Bias.None());

    assertThat(found.map(Overflow::row)).contains(1);
    assertThat(found.map(Overflow::detail))
        .contains("is so long (5.00e+20) that scores could overflow float32");
  }

  @Test
  void aBiasCanBeTooLargeForTheScores() {
    var inputs = new AttentionInputs(Inputs.rows(1, 1e38f), ONE, ONE);
    var bias = new Bias.Dense(Inputs.rows(1, 3e38f));

    assertThat(find(inputs, 1, bias).map(Overflow::part)).contains(Part.BIAS);
    assertThat(find(Inputs.self(ONE), 1, bias)).isEmpty();
    var alibi = new Bias.Alibi(new double[] {2e38}, 0);
    assertThat(find(Inputs.self(ONE), 1, alibi).map(Overflow::part)).contains(Part.BIAS);
  }

  @Test
  void aCapBoundsTheScoresBeforeTheBias() {
    var options =
        new AttentionOptions(
            1,
            1,
            OptionalDouble.of(10),
            new Bias.Dense(Inputs.rows(1, 3e38f)),
            new Mask.None(),
            new double[0],
            EmptyRows.ZERO);

    assertThat(Overflow.find(new AttentionInputs(Inputs.rows(1, 1e38f), ONE, ONE), options))
        .isEmpty();
  }

  @Test
  void doublePrecisionHoldsMore() {
    Tensor huge = twice(1e150);
    Tensor tooMuch = twice(1e155);

    assertThat(find(Inputs.self(huge), 1, new Bias.None())).isEmpty();
    assertThat(find(Inputs.self(tooMuch), 1, new Bias.None()).map(Overflow::detail).orElse(""))
        .isEqualTo("is so long (1.00e+155) that scores could overflow float64");
    // Squares that overflow do not matter where the product does not.
    assertThat(find(new AttentionInputs(twice(1e200), twice(1e-200), twice(1)), 1, new Bias.None()))
        .isEmpty();
  }

  private static Tensor twice(double number) {
    return new Tensor(
        new Shape(1, 1, 1, 1), Numbers.of(Precision.FLOAT64, List.of(new double[] {number})));
  }

  private static Optional<Overflow> find(AttentionInputs inputs, double scale, Bias bias) {
    var options =
        new AttentionOptions(
            scale, 1, OptionalDouble.empty(), bias, new Mask.None(), new double[0], EmptyRows.ZERO);
    return Overflow.find(inputs, options);
  }
}
