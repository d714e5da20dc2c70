package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.InvalidInput;
import attention.format.UnreadableJson;
import attention.kernel.Kernels;
import attention.limits.Gate;
import attention.limits.Limits;
import attention.limits.WorkLimits;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/// Requests read straight from their bytes are those that Jackson reads, and so are their faults.
class UsualRequestTest {

  private static final int MUTANTS = 20_000;

  private static final Limits LIMITS =
      new Limits(DataSize.ofMegabytes(64), 8, 5, 8, 16, 1_000, DataSize.ofMegabytes(256), 262_144);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final RequestReader READER = reader();

  private static RequestReader reader() {
    var fields = Validation.buildDefaultValidatorFactory().getValidator();
    var service =
        new AttentionService(
            LIMITS,
            new Gate(
                new WorkLimits(
                    null, Long.MAX_VALUE, 0, 64, Duration.ofSeconds(1), Duration.ofMinutes(1))),
            Kernels::scalar);
    return new RequestReader(LIMITS, new RequestValidator(fields, service));
  }

  static Stream<Arguments> usual() {
    return Stream.of(
        argumentSet("words alone", "{\"words\":[{\"word\":\"a\",\"vector\":[1,2.5,-3e-2]}]}"),
        argumentSet("negative zeros", "{\"words\":[{\"word\":\"a\",\"vector\":[-0,-0.0,0]}]}"),
        argumentSet(
            "several words",
            "{\"words\":["
                + word("[1,2]")
                + ","
                + word(" [ 3.5 , -4 ] ")
                + ",{\"vector\":[5,6],\"word\":\"b\"}]}"),
        argumentSet("one thing included", including("[\"weights\"]")),
        argumentSet(
            "everything included",
            including(
                """
                [ "scores", "capped", "logits", "weights", "context", "lse", "contributions",
                  "explanation", "diagnosis", "lse" ]\
                """)),
        argumentSet("vector first", "{\"words\":[{\"vector\":[0.1],\"word\":\"猫\"}]}"),
        argumentSet(
            "options behind",
            "{\"words\":[{\"word\":\"a\",\"vector\":[1]}],\"options\":{\"scale\":2},\"decimals\":3}"),
        argumentSet(
            "options before, laid out",
            """
            { "options" : { "mask" : { "type" : "hidden", "words" : [ "}]\\"" ] } } ,
              "words" : [ { "word" : "}]\\u0022" , "vector" : [ 0.5 , 0.25 ] } ] }
            """
                .replace("\"}]\\u0022\"", "\"x\"")),
        argumentSet(
            "cross-attention",
            "{\"queries\":[{\"word\":\"q\",\"vector\":[1]}],\"keys\":[{\"word\":\"k\",\"vector\":[2]}],"
                + "\"values\":[{\"word\":\"v\",\"vector\":[3,4]}],\"include\":[\"lse\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void usual(String text) throws IOException {
    assertThat(fast(text, false)).as("read from its bytes").isNotNull();
    assertThat(fast(text, true)).as("read by several threads").isNotNull();
    assertThat(read(text)).isEqualTo(strict(text));
  }

  static Stream<Arguments> unusual() {
    return Stream.of(
        argumentSet("an escape", "{\"words\":[{\"word\":\"\\u0061\",\"vector\":[1]}]}"),
        argumentSet("a member twice", "{\"words\":[],\"words\":[]}"),
        argumentSet("an empty list", "{\"words\":[]}"),
        argumentSet("no list", "{\"words\":null}"),
        argumentSet("a ragged vector", "{\"words\":[" + word("[1]") + "," + word("[1,2]") + "]}"),
        argumentSet("a shorter vector", "{\"words\":[" + word("[1,2]") + "," + word("[1]") + "]}"),
        argumentSet("an empty vector", "{\"words\":[" + word("[]") + "]}"),
        argumentSet("text for a number", "{\"words\":[" + word("[\"1\"]") + "]}"),
        argumentSet("something unknown included", including("[\"score\"]")),
        argumentSet("something included in capitals", including("[\"SCORES\"]")),
        argumentSet("a number included", including("[0]")),
        argumentSet("nothing included", including("[]")),
        argumentSet("included twice", including("[\"lse\"],\"include\":[\"scores\"]")),
        argumentSet("not finite", "{\"words\":[" + word("[1e999]") + "]}"),
        argumentSet("a third member", "{\"words\":[{\"word\":\"a\",\"vector\":[1],\"x\":1}]}"),
        argumentSet("no vector", "{\"words\":[{\"word\":\"a\"}]}"),
        argumentSet("too many words", "{\"words\":[" + (word("[1]") + ",").repeat(9) + "]}"),
        argumentSet("too many numbers", "{\"words\":[" + word("[1,2,3,4,5,6]") + "]}"),
        argumentSet("a long word", "{\"words\":[{\"word\":\"123456789\",\"vector\":[1]}]}"),
        argumentSet("a comma too many", "{\"words\":[" + word("[1]") + ",]}"),
        argumentSet("something behind", "{\"words\":[" + word("[1]") + "]} x"),
        argumentSet("cut off", "{\"words\":[" + word("[1]") + "]"),
        argumentSet("nothing", ""),
        argumentSet("a control character", "{\"words\":[{\"word\":\"\t\",\"vector\":[1]}]}"));
  }

  @ParameterizedTest
  @MethodSource
  void unusual(String text) throws IOException {
    assertThat(fast(text, false)).as("read from its bytes").isNull();
    assertThat(fast(text, true)).as("read by several threads").isNull();
    assertThat(read(text)).isEqualTo(strict(text));
  }

  @Test
  void bytesThatAreNoUtf8AreLeft() {
    byte[] text =
        "{\"words\":[{\"word\":\"é\",\"vector\":[1]}]}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] body = Arrays.copyOf(text, text.length + UsualRequest.ROOM);
    assertThat(UsualRequest.read(body, text.length, LIMITS, false)).isNull();
  }

  @Test
  void faultsOfOtherMembersHaveTheirPlaceInTheWhole() throws IOException {
    String text =
        "{\"words\":[" + word("[1]") + "],\n\"options\":{\"scale\":true},\"x\":{\"a\":1,\"a\":2}}";
    assertThat(read(text)).isEqualTo(strict(text)).contains("Line 2");
  }

  @Test
  void largeRequestsAreReadAsSmallOnes() throws IOException {
    String space = " ".repeat(UsualRequest.LARGE);
    String good = "{\"words\":[" + word("[1,2]") + "," + space + word("[3,-4.5]") + "]}";
    String wrong = good.replace("-4.5", "true");
    assertThat(read(good)).isEqualTo(strict(good)).contains("-4.5");
    assertThat(read(wrong)).isEqualTo(strict(wrong)).contains("/words/1/vector/1");
  }

  /// Changes some bytes of good requests: whatever comes out is read, or refused, as Jackson does.
  @Test
  void changedRequestsAreReadAsBefore() throws IOException {
    var random = new SplittableRandom(28);
    List<String> requests =
        Stream.concat(usual(), unusual()).map(a -> (String) a.get()[0]).toList();
    String alphabet = "{}[]\",:.0123456789eE+- \\\ntruefalsnu\u0000wordvect";
    int fast = 0;
    for (int n = 0; n < MUTANTS; n++) {
      var text = new StringBuilder(requests.get(random.nextInt(requests.size())));
      for (int changes = random.nextInt(3); changes >= 0 && !text.isEmpty(); changes--) {
        int at = random.nextInt(text.length());
        char character = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, character);
          case 1 -> text.insert(at, character);
          default -> text.deleteCharAt(at);
        }
      }
      String mutant = text.toString();
      assertThat(read(mutant)).as(mutant).isEqualTo(strict(mutant));
      UsualRequest usual = fast(mutant, false);
      assertThat(lists(fast(mutant, true))).as(mutant).isEqualTo(lists(usual));
      fast += usual == null ? 0 : 1;
    }
    assertThat(fast).as("mutants read from their bytes").isBetween(MUTANTS / 20, MUTANTS);
  }

  private static String including(String list) {
    return "{\"words\":[" + word("[1]") + "],\"include\":" + list + "}";
  }

  private static String word(String vector) {
    return "{\"word\":\"a\",\"vector\":" + vector + "}";
  }

  private static @Nullable UsualRequest fast(String text, boolean isLarge) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(bytes, bytes.length + UsualRequest.ROOM);
    return UsualRequest.read(body, bytes.length, LIMITS, isLarge);
  }

  private static String lists(@Nullable UsualRequest usual) {
    return usual == null ? "unusual" : JSON.writeValueAsString(usual.lists());
  }

  private static String read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return outcome(() -> READER.read(new ByteArrayInputStream(bytes), bytes.length));
  }

  private static String strict(String text) throws IOException {
    return outcome(() -> READER.read(new StringReader(text)));
  }

  private interface Reading {
    AttentionRequest read() throws IOException;
  }

  /// The request or its faults, as text.
  private static String outcome(Reading reading) throws IOException {
    try {
      return JSON.writeValueAsString(reading.read());
    } catch (UnreadableJson unreadable) {
      return unreadable.fault().toString();
    } catch (InvalidInput invalid) {
      return invalid.faults().toString();
    }
  }
}
