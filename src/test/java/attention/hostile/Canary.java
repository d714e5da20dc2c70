package attention.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import attention.hostile.Answers.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small request whose answer is known, sent while and after the service is ill-treated.
final class Canary {

  private static final String BODY =
      """
      {"words":[{"word":"Cats","vector":[0.1,0.2,0.3]},{"word":"sat","vector":[0.4,0.5,0.6]}]}\
      """;

  // By hand: 0.01 + 0.04 + 0.09, 0.04 + 0.1 + 0.18, 0.16 + 0.25 + 0.36.
  private static final double[][] SCORES = {{0.14, 0.32}, {0.32, 0.77}};

  private final int port;
  private final byte[] known;

  /// Asks once, and checks the numbers by hand: later answers must be the same bytes.
  Canary(int port) throws IOException, InterruptedException {
    this.port = port;
    this.known = ask(Duration.ofSeconds(10)).body();
    JsonNode answer = new JsonMapper().readTree(known);
    for (int i = 0; i < 2; i++) {
      double sum = Math.exp(SCORES[i][0]) + Math.exp(SCORES[i][1]);
      for (int j = 0; j < 2; j++) {
        assertThat(answer.get("scores").get(i).get(j).asDouble())
            .isCloseTo(SCORES[i][j], Offset.offset(1e-6));
        assertThat(answer.get("weights").get(i).get(j).asDouble())
            .isCloseTo(Math.exp(SCORES[i][j]) / sum, Offset.offset(1e-6));
      }
    }
  }

  /// Asks again.
  ///
  /// @return how long the answer took
  Duration sing(Duration atMost) throws IOException, InterruptedException {
    long start = System.nanoTime();
    assertThat(ask(atMost).body()).isEqualTo(known);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Answer ask(Duration atMost) throws IOException, InterruptedException {
    try (var exchange = new Exchange(port, false, false)) {
      exchange.run(List.of(new Step.Send(request())));
      assertThat(exchange.await(atMost, () -> !exchange.answers().isEmpty()))
          .as("a known request is answered within %s: %s", atMost, exchange.beginning())
          .isTrue();
      Answer answer = exchange.answers().getFirst();
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return answer;
    }
  }

  private static byte[] request() {
    return ("POST /api/v1/attention HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY)
        .getBytes(StandardCharsets.UTF_8);
  }
}
