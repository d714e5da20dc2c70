package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Numbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Bytes by hand, from the layout of IEEE 754 and the order of the binary tensor data extension.
class BinaryDataTest {

  @Test
  void floatsAreTheirBitsWithTheLowestByteFirst() throws IOException {
    float payload = Float.intBitsToFloat(0xFF_C1_23_45);
    String bytes = written(1, -2.5f, -0.0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, payload);
    assertThat(bytes)
        .isEqualTo("0000803f" + "000020c0" + "00000080" + "01000000" + "0000807f" + "0000c07f");
  }

  @Test
  void longTensorsAreWrittenWhole() throws IOException {
    float[] values = new float[50_001];
    Arrays.fill(values, 1);
    values[16_384] = Float.NaN;
    values[50_000] = 2;
    String one = "0000803f";
    assertThat(written(values))
        .isEqualTo(one.repeat(16_384) + "0000c07f" + one.repeat(33_615) + "00000040");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    float[] values = {0.1f, -3e38f, 7};
    byte[] bytes = HexFormat.of().parseHex(written(values));
    TensorData read = BinaryData.read(new ByteArrayInputStream(bytes), Datatype.FP32, 3);
    assertThat(read)
        .isInstanceOfSatisfying(
            TensorData.Reals.class,
            reals ->
                assertThat(reals.numbers())
                    .isInstanceOfSatisfying(
                        Numbers.Float32.class,
                        floats -> assertThat(floats.values()).containsExactly(values)));
  }

  private static String written(float... values) throws IOException {
    var out = new ByteArrayOutputStream();
    BinaryData.write(out, Datatype.FP32, new Numbers.Float32(values));
    return HexFormat.of().formatHex(out.toByteArray());
  }
}
