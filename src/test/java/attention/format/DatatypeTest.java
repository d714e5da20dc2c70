package attention.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rounding to narrower numbers. The neighbours of a number are found here by their bits, and the
/// nearer one by exact arithmetic.
class DatatypeTest {

  private static final int TRIES = 200_000;

  static Stream<Arguments> knownNumbers() {
    double infinity = Double.POSITIVE_INFINITY;
    return Stream.of(
        argumentSet("the largest of half precision", Datatype.FP16, 65_504, 65_504),
        argumentSet("just below the middle behind it", Datatype.FP16, 65_519.999, 65_504),
        argumentSet("the middle behind it", Datatype.FP16, 65_520, infinity),
        argumentSet("the smallest of half precision", Datatype.FP16, 0x1p-24, 0x1p-24),
        argumentSet("half of it", Datatype.FP16, 0x1p-25, 0),
        argumentSet("a little more than half of it", Datatype.FP16, 0x1.0000000000001p-25, 0x1p-24),
        argumentSet("a tie down to even", Datatype.FP16, 2_049, 2_048),
        argumentSet("a tie up to even", Datatype.FP16, 2_051, 2_052),
        argumentSet("a hair above a tie", Datatype.FP16, 2_049.0000000000005, 2_050),
        argumentSet("a tie of bfloat16", Datatype.BF16, 257, 256),
        argumentSet("a hair above it", Datatype.BF16, 257.00000000000006, 258),
        argumentSet("a hair below one", Datatype.BF16, -258.99999999999994, -258),
        argumentSet("the largest of bfloat16", Datatype.BF16, 0x1.FEp127, 0x1.FEp127),
        argumentSet("the largest float", Datatype.BF16, Float.MAX_VALUE, infinity),
        argumentSet("a double in single precision", Datatype.FP32, 0.1, 0.1f),
        argumentSet("a double", Datatype.FP64, 0.1, 0.1));
  }

  @ParameterizedTest
  @MethodSource
  void knownNumbers(Datatype datatype, double number, double expected) {
    assertThat(datatype.round(number)).isEqualTo(expected);
    assertThat(datatype.round(-number)).isEqualTo(-expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "BF16"})
  void theNearestOfAllIsTaken(Datatype datatype) {
    var random = new Random(16);
    for (int n = 0; n < TRIES; n++) {
      short bits = (short) random.nextInt(datatype == Datatype.FP16 ? 0x7BFF : 0x7F7F);
      double low = value(datatype, bits);
      double high = value(datatype, (short) (bits + 1));
      double middle = (low + high) / 2;
      double number =
          switch (random.nextInt(4)) {
            case 0 -> middle;
            case 1 -> Math.nextUp(middle);
            case 2 -> Math.nextDown(middle);
            default -> low + (high - low) * random.nextDouble();
          };
      double even = (bits & 1) == 0 ? low : high;
      int side = new BigDecimal(number).compareTo(new BigDecimal(middle));
      double expected = side == 0 ? even : side < 0 ? low : high;
      assertThat(datatype.round(number)).as("%s", number).isEqualTo(expected);
    }
  }

  private static double value(Datatype datatype, short bits) {
    return datatype == Datatype.FP16
        ? Float.float16ToFloat(bits)
        : Float.intBitsToFloat(bits << 16);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    for (Datatype datatype : Datatype.values()) {
      assertThat(datatype.round(Double.NaN)).isNaN();
    }
  }
}
