package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Spare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of any length, whatever was said about it, in memory that held others.
class BodyTest {

  private static final int ROOM = 64;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 65_536, 65_537, 262_145, 1_000_000, 4_757_498})
  void allIsRead(int length) throws IOException {
    byte[] text = new byte[length];
    new Random(length).nextBytes(text);

    for (long announced : new long[] {-1, 0, 1, length / 2, length, 2L * length}) {
      fillWhatIsSpare(length);
      Body body = Body.read(new ByteArrayInputStream(text), announced, ROOM);

      assertThat(body.length()).as("announced as %d", announced).isEqualTo(length);
      assertThat(Arrays.equals(body.bytes(), 0, length, text, 0, length)).isTrue();
      assertThat(body.stream()).hasBinaryContent(text);
      assertThat(Arrays.copyOfRange(body.bytes(), length, length + ROOM)).containsOnly(0);
      body.giveBack();
    }
  }

  private static void fillWhatIsSpare(int length) {
    byte[] array = Spare.BYTES.take(length + length / 8, length + length / 4);
    Arrays.fill(array, (byte) '7');
    Spare.BYTES.giveBack(array);
  }
}
