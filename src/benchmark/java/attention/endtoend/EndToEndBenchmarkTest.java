package attention.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The benchmark itself: what it compares with, whether it notices a wrong answer, and whether its
/// clients find the end of a right one.
class EndToEndBenchmarkTest {

  private static final Offset<Double> ROUNDED = within(5e-5);

  private static final float[][] TUTORIAL = {
    {0.1f, 0.2f, 0.3f}, {0.4f, 0.5f, 0.6f}, {0.7f, 0.8f, 0.1f}, {0.9f, 0.1f, 0.2f}
  };

  // The tutorial's numbers for "love", which an independent implementation printed to four digits.
  private static final String LOVE =
      "{\"scores\":[[0.32,0.77,0.74,0.53]],\"weights\":[[0.1878,0.2946,0.2859,0.2317]],"
          + "\"context\":[[0.5453,0.4367,0.308]]}";

  @Test
  void theReferenceComputesTheTutorial() {
    Stages64 stages = Stages64.of(TUTORIAL);

    assertThat(stages.scores()[1]).containsExactly(new double[] {.32, .77, .74, .53}, ROUNDED);
    assertThat(stages.weights()[1])
        .containsExactly(new double[] {.1878, .2946, .2859, .2317}, ROUNDED);
    assertThat(stages.context()[1]).containsExactly(new double[] {.5453, .4367, .308}, ROUNDED);
  }

  @Test
  void aRightAnswerPassesAndAWrongNumberDoesNot() {
    var expected =
        new Stages64(
            new double[][] {{0.32, 0.77, 0.74, 0.53}},
            new double[][] {{0.1878, 0.2946, 0.2859, 0.2317}},
            new double[][] {{0.5453, 0.4367, 0.308}});

    assertThat(check(LOVE, expected)).isZero();
    assertThatThrownBy(() -> check(LOVE.replace("0.2859", "0.2860"), expected))
        .hasMessageStartingWith("weights are off by");
    assertThatThrownBy(() -> check(LOVE.replace("context", "contexts"), expected))
        .hasMessage("answers 2 of 3 stages");
    assertThatThrownBy(() -> check(LOVE.replace("0.53]", "0.53,1]"), expected))
        .hasMessageStartingWith("scores have more numbers");
  }

  private static double check(String answer, Stages64 expected) {
    return AnswerCheck.json(
        new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), expected);
  }

  /// With `|` for the end of a line.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 3||abc",
        "HTTP/1.1 200 OK|content-length: 0||",
        "HTTP/1.1 200 |Transfer-Encoding: chunked||3|abc|A|0123456789|0||"
      })
  void theEndOfAnAnswerIsFoundHoweverItArrives(String answer) throws IOException {
    byte[] bytes = answer.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    var whole = new AnswerReader();
    whole.begin();
    assertThat(whole.read(ByteBuffer.wrap(bytes))).isTrue();

    var pieces = new AnswerReader();
    pieces.begin();
    for (int n = 0; n < bytes.length; n++) {
      assertThat(pieces.read(ByteBuffer.wrap(bytes, n, 1)))
          .as("after byte %d", n)
          .isEqualTo(n == bytes.length - 1);
    }
  }

  @Test
  void anErrorIsNoAnswer() {
    var reader = new AnswerReader();
    reader.begin();

    assertThatThrownBy(
            () ->
                reader.read(
                    ByteBuffer.wrap("HTTP/1.1 503 \r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
        .hasMessage("the server answers HTTP/1.1 503 ");
  }

  @Test
  void clientsAskAgainUntilTheTimeIsOver() throws IOException {
    var call = new Call("/", "application/json", "", new byte[] {'{', '}'});
    try (var server = new CannedServer(call.message().length);
        var load = new Load(server.port(), call, 2)) {
      assertThat(load.run(Duration.ZERO, 7).nanos()).hasSizeBetween(7, 8);
      assertThat(load.run(Duration.ofMillis(100), 1).perSecond()).isPositive();
    }
  }
}
