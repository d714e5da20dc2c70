package attention.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Bodies and answers that are too large, and compressed bodies; with limits small enough to test.
@TestPropertySource(
    properties = {
      "attention.limits.max-body=1000B",
      "attention.limits.max-response=2000B",
      "attention.limits.max-words=30",
      "attention.limits.max-dimensions=8",
      "attention.limits.max-word-length=10"
    })
class BodyLimitTest extends RunningService {

  private static final int HEADER_OF_GZIP = 10; // bytes, behind which compressed data begins
  private static final String GOOD = "{\"words\":[{\"word\":\"a\",\"vector\":[1]}]}";

  @Test
  void aBodyOverTheLimitIsRefusedAndNamesTheSetting() {
    Reply reply = post(ATTENTION, GOOD + " ".repeat(1000));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/too-large");
    assertThat(reply.json().get("detail").asString())
        .isEqualTo(
            "The body has at least 1,037 bytes, the limit is 1,000 (setting"
                + " attention.limits.max-body).");
  }

  @Test
  void aBodyOfExactlyTheLimitIsRead() {
    assertThat(post(ATTENTION, GOOD + " ".repeat(1000 - GOOD.length())).status()).isEqualTo(200);
    assertThat(post(ATTENTION, GOOD + " ".repeat(1001 - GOOD.length())).status()).isEqualTo(413);
  }

  @Test
  void aCompressedBodyIsRead() throws IOException {
    Reply reply = send("POST", ATTENTION, gzip(GOOD), gzipHeaders("gzip"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("weights").toString()).isEqualTo("[[1.0]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/cbor", "application/x-ndjson"})
  void aBodyThatIsNotCompressedAsItSaysIsMalformed(String type) throws IOException {
    byte[] whole = gzip(GOOD);
    byte[] broken = whole.clone();
    broken[HEADER_OF_GZIP] ^= 0x7f;
    for (byte[] body : List.of(broken, Arrays.copyOf(whole, 15), GOOD.getBytes(UTF_8))) {
      Reply reply = send("POST", ATTENTION, body, "Content-Type", type, "Content-Encoding", "gzip");

      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      assertThat(reply.json().get("type").asString()).isEqualTo("/problems/malformed-request");
    }
  }

  @Test
  void linesBeforeABodyBreaksAreAnsweredAndTheLastOneIsTheProblem() throws IOException {
    byte[] broken = gzip(GOOD + "\n" + GOOD + "\n");
    broken[broken.length - 1] ^= 0x7f; // its length, which stands at the end

    Reply reply =
        send(
            "POST",
            ATTENTION,
            broken,
            "Content-Type",
            "application/x-ndjson",
            "Content-Encoding",
            "gzip");

    List<JsonNode> lines = reply.body().lines().map(JSON::readTree).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).has("weights")).isTrue();
    assertThat(lines.get(2).get("type").asString()).isEqualTo("/problems/malformed-request");
  }

  @Test
  void tensorsThatAreNotCompressedAsTheySayAreMalformed() throws IOException {
    byte[] broken = gzip("{\"inputs\":[]}");
    broken[HEADER_OF_GZIP] ^= 0x7f;

    Reply reply = send("POST", "/v2/models/attention/infer", broken, gzipHeaders("gzip"));

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().get("error").asString()).isNotBlank();
  }

  @Test
  void aSmallBodyThatInflatesOverTheLimitIsRefused() throws IOException {
    byte[] bomb = gzip(GOOD + " ".repeat(100_000));
    assertThat(bomb.length).isLessThan(1000);

    assertThat(send("POST", ATTENTION, bomb, gzipHeaders("gzip")).status()).isEqualTo(413);
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    assertThat(send("POST", ATTENTION, gzip(GOOD), gzipHeaders("br")).status()).isEqualTo(415);
    assertThat(send("POST", ATTENTION, gzip(GOOD), gzipHeaders("gzip, gzip")).status())
        .isEqualTo(415);
  }

  @Test
  void whatIsNotCompressedAlthoughItSaysSoIsMalformed() {
    byte[] plain = GOOD.getBytes(StandardCharsets.UTF_8);

    assertThat(send("POST", ATTENTION, plain, gzipHeaders("gzip")).status()).isEqualTo(400);
  }

  @Test
  void anAnswerThatWouldBeTooLargeIsRefusedBeforeItIsComputed() {
    Reply reply = post(ATTENTION, words(14));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("detail").asString()).contains("attention.limits.max-response");
    assertThat(post(ATTENTION + "/context", words(14)).status()).isEqualTo(200);
  }

  /// A word has one number in its head and eight in the projected result: 18 of 9 numbers of 12
  /// bytes fit into 2,000, 19 do not.
  @Test
  void anOutputProjectionCountsWithItsWidth() {
    assertThat(post(ATTENTION + "/context", projected(18)).status()).isEqualTo(200);
    assertThat(post(ATTENTION + "/context", projected(19)).status()).isEqualTo(413);
  }

  private static String projected(int count) {
    String wide = ",\"projections\":{\"output\":{\"weight\":[[1,1,1,1,1,1,1,1]]}}}";
    return words(count).substring(0, words(count).length() - 1) + wide;
  }

  @Test
  void theSameAnswerByRowsHasNoSuchLimit() {
    Reply rows = post(ATTENTION, words(14), "Accept", "application/x-ndjson");

    assertThat(rows.status()).isEqualTo(200);
    assertThat(rows.body().lines()).hasSize(14);
  }

  @Test
  void oneWordTooManyIsNamed() {
    String many = "{\"word\":\"a\",\"vector\":[1]},".repeat(30);

    assertThat(post(ATTENTION, "{\"words\":[" + many + "{}]}").json().toString())
        .contains("\"#/words/30\"", "too-many", "at most 30");
  }

  @Test
  void oneNumberTooManyIsNamed() {
    String vector = "[1,2,3,4,5,6,7,8,9]";

    assertThat(post(ATTENTION, GOOD.replace("[1]", vector)).json().toString())
        .contains("\"#/words/0/vector/8\"", "too-many", "at most 8");
  }

  @Test
  void aWordThatIsTooLongIsNamed() {
    assertThat(post(ATTENTION, GOOD.replace("\"a\"", "\"abcdefghijk\"")).json().toString())
        .contains("\"#/words/0/word\"", "too-long", "has 11 characters, at most 10");
  }

  private static String words(int count) {
    String all = "{\"word\":\"a\",\"vector\":[1]},".repeat(count);
    return "{\"words\":[" + all.substring(0, all.length() - 1) + "]}";
  }

  private static String[] gzipHeaders(String encoding) {
    return new String[] {"Content-Type", "application/json", "Content-Encoding", encoding};
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
