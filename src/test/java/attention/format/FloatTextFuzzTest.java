package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Numbers;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Floats are written with the text of the JDK, one by one and many at once.
class FloatTextFuzzTest {

  @FuzzTest
  void everyFloatHasTheTextOfTheJdk(byte[] bytes) {
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    String expected =
        IntStream.range(0, floats.length)
            .mapToObj(n -> text(floats[n]))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(written(floats, false)).as("one by one").isEqualTo(expected);
    assertThat(written(floats, true)).as("many at once").isEqualTo(expected);
  }

  private static String text(float number) {
    return Float.isFinite(number) ? Float.toString(number) : "\"" + number + "\"";
  }

  private static String written(float[] floats, boolean vectors) {
    byte[] text =
        new NumbersText(vectors)
            .list(new Numbers.Float32(floats), 0, floats.length)
            .asUnquotedUTF8();
    return new String(text, StandardCharsets.UTF_8);
  }
}
