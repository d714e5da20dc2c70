package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.BoundLimits;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Map;

/// Any body is read, or refused with faults, and the fast road agrees with the one token by token.
class RequestReaderFuzzTest {

  private static final Reading READING =
      Reading.within(
          BoundLimits.of(Map.of("max-words", 8, "max-dimensions", 5, "max-word-length", 8)));

  @FuzzTest
  void bothRoadsEndAtTheSame(byte[] body) throws IOException {
    assertThat(Reading.outcome(() -> READING.read(body)))
        .isEqualTo(Reading.outcome(() -> READING.readStrictly(body)));
  }
}
