package attention.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many requests in one body, a line each; and one answer in many lines.
class LinesTest extends RunningService {

  private static final String GOOD = "{\"words\":[{\"word\":\"a\",\"vector\":[1]}]}";
  private static final String[] NDJSON = {"Content-Type", "application/x-ndjson"};

  @Test
  void eachLineIsAnsweredOnItsLine() {
    String other = GOOD.replace("\"a\"", "\"b\"");

    Reply reply = post(ATTENTION, GOOD + "\n" + other + "\n", NDJSON);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(reply.header("X-Accel-Buffering")).isEqualTo("no");
    List<JsonNode> lines = lines(reply);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).at("/words/0").asString()).isEqualTo("a");
    assertThat(lines.get(1).at("/words/0").asString()).isEqualTo("b");
    assertThat(lines.get(1).get("weights").toString()).isEqualTo("[[1.0]]");
  }

  @Test
  void aBadLineGetsAProblemAndTheNextIsRead() {
    String body = String.join("\n", GOOD, "{\"words\":[]}", "{oops", "", "[1]", GOOD);

    List<JsonNode> lines = lines(post(ATTENTION, body, NDJSON));

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0).has("weights")).isTrue();
    assertThat(lines.get(1).at("/errors/0/pointer").asString()).isEqualTo("#/words");
    assertThat(lines.get(1).get("status").asInt()).isEqualTo(422);
    assertThat(lines.get(2).get("type").asString()).isEqualTo("/problems/malformed-json");
    assertThat(lines.get(3).get("status").asInt()).isEqualTo(422);
    assertThat(lines.get(4).has("weights")).isTrue();
  }

  @Test
  void aLineThatIsNoUtf8GetsAProblemAndTheNextIsRead() {
    byte[] body = (GOOD + "\r\n" + GOOD.replace('a', 'ä') + "\n \t\n" + GOOD).getBytes(ISO_8859_1);

    List<JsonNode> lines = lines(send("POST", ATTENTION, body, NDJSON));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).has("weights")).isTrue();
    assertThat(lines.get(1).get("status").asInt()).isEqualTo(400);
    assertThat(lines.get(1).at("/errors/0/code").asString()).isEqualTo("not-utf-8");
    assertThat(lines.get(2).has("weights")).isTrue();
  }

  @Test
  void aLineMayBeLongerThanAPieceOfTheBody() {
    String longer = GOOD.replace("[1]", "[" + " ".repeat(20_000) + "1]");

    List<JsonNode> lines = lines(post(ATTENTION, longer + "\n" + longer, NDJSON));

    assertThat(lines).hasSize(2).allMatch(line -> line.has("weights"));
  }

  @Test
  void aLineIsValidatedLikeABody() {
    String line = GOOD.replace("}]}", "}],\"options\":{\"temperature\":0}}");

    assertThat(lines(post(ATTENTION, line, NDJSON)).getFirst().at("/errors/0/pointer").asString())
        .isEqualTo("#/options/temperature");
  }

  @Test
  void linesAreAnsweredWhileTheBodyIsStillComing() throws Exception {
    try (var socket = new Socket("localhost", port)) {
      OutputStream out = socket.getOutputStream();
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      socket.setSoTimeout(10_000);
      out.write(head().getBytes(StandardCharsets.UTF_8));
      out.write(chunk(GOOD + "\n"));
      out.flush();
      assertThat(in.lines().filter(line -> line.contains("\"weights\"")).findFirst()).isPresent();
      out.write(chunk(GOOD + "\n"));
      out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(in.lines().filter(line -> line.contains("\"weights\"")).count()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerByRowsHasALineForEachQueryOfOneStage() {
    String two = GOOD.replace("}]}", "},{\"word\":\"b\",\"vector\":[2]}]}");

    List<JsonNode> lines =
        lines(post(ATTENTION + "/scores", two, "Accept", "application/x-ndjson"));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).toString())
        .isEqualTo("{\"query\":\"b\",\"position\":1,\"scores\":[2.0,4.0]}");
  }

  private static String head() {
    return """
    POST /api/v1/attention HTTP/1.1
    Host: localhost
    Content-Type: application/x-ndjson
    Transfer-Encoding: chunked
    Connection: close

    """
        .replace("\n", "\r\n");
  }

  private static byte[] chunk(String text) {
    return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> lines(Reply reply) {
    return reply.body().lines().map(JSON::readTree).toList();
  }
}
