package attention.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SliceTest {

  static Stream<Arguments> rowsOutsideTheArrayAreRefused() {
    return Stream.of(
        argumentSet("one number too many", 0, 3, 2),
        argumentSet("beginning too late", 2, 2, 2),
        argumentSet("beginning before the array", -1, 1, 1),
        argumentSet("negative rows", 0, -1, 2),
        argumentSet("negative columns", 0, 2, -1),
        argumentSet("more than an int can count", 0, 1 << 20, 1 << 20));
  }

  @ParameterizedTest
  @MethodSource
  void rowsOutsideTheArrayAreRefused(int offset, int rows, int columns) {
    assertThatThrownBy(() -> new Slice<>(new float[5], offset, rows, columns))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rowsThatFillTheArrayAreFine() {
    var slice = new Slice<>(new float[5], 1, 2, 2);

    assertThat(slice.start(0)).isEqualTo(1);
    assertThat(slice.start(1)).isEqualTo(3);
    assertThat(new Slice<>(new float[0], 0, 0, 7).rows()).isZero();
    assertThat(new Slice<>(new float[0], 0, 7, 0).columns()).isZero();
  }
}
