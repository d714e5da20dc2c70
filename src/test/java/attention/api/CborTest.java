package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/// CBOR says what JSON does. Bytes are written out after RFC 8949, or by Jackson's own mapper,
/// which is not ours.
class CborTest extends RunningService {

  private static final CBORMapper CBOR = new CBORMapper();
  private static final String TYPE = "application/cbor";

  // {"words": [{"word": "a", "vector": [ …
  private static final String HEAD = "a1 65 776f726473 81 a2 64 776f7264 61 61 66 766563746f72 ";

  @TestFactory
  Stream<DynamicTest> saysWhatJsonSays() {
    return StreamSupport.stream(get("/api/v1/examples").json().spliterator(), false)
        .map(example -> example.get("name").asString())
        .map(name -> DynamicTest.dynamicTest(name, () -> saysWhatJsonSays(name)));
  }

  private void saysWhatJsonSays(String name) {
    String request = get("/api/v1/examples/" + name).body();

    JsonNode json = post(ATTENTION, request).json();
    JsonNode cbor = answer(ATTENTION, CBOR.writeValueAsBytes(JSON.readTree(request)));

    assertSame(cbor, json, "");
  }

  /// Numbers of JSON are the shortest text of what CBOR holds as it is.
  private static void assertSame(JsonNode cbor, JsonNode json, String place) {
    if (json.isNumber()) {
      assertThat((float) cbor.asDouble()).as(place).isEqualTo((float) json.asDouble());
    } else if (cbor.isNumber()) {
      assertThat(json.asString()).as(place).isEqualTo(String.valueOf(cbor.asDouble()));
    } else if (json.isContainer()) {
      assertThat(cbor.size()).as(place).isEqualTo(json.size());
      for (String name : json.propertyNames()) {
        assertSame(cbor.get(name), json.get(name), place + "/" + name);
      }
      for (int n = 0; json.isArray() && n < json.size(); n++) {
        assertSame(cbor.get(n), json.get(n), place + "/" + n);
      }
    } else {
      assertThat(cbor).as(place).isEqualTo(json);
    }
  }

  static Stream<Arguments> numbersOfEverySize() {
    return Stream.of(
        argumentSet("halves, whole, single, double", "84 f93e00 02 fa3f000000 fbbff0000000000000"),
        argumentSet("a list of no length", "9f f93e00 02 fa3f000000 fbbff0000000000000 ff"),
        argumentSet("a big number, a decimal fraction", "84 f93e00 c24102 c4822005 20"));
  }

  @ParameterizedTest
  @MethodSource
  void numbersOfEverySize(String vector) {
    JsonNode context = answer(ATTENTION, bytes(HEAD + vector)).get("context").get(0);

    assertThat(context.size()).isEqualTo(4);
    assertThat(context.get(0).asDouble()).isEqualTo(1.5, offset(0.0));
    assertThat(context.get(1).asDouble()).isEqualTo(2, offset(0.0));
    assertThat(context.get(2).asDouble()).isEqualTo(0.5, offset(0.0));
    assertThat(context.get(3).asDouble()).isEqualTo(-1, offset(0.0));
  }

  @Test
  void answersHaveFloatsOfFourBytes() {
    byte[] answer =
        postForBytes(
            ATTENTION + "/weights", bytes(HEAD + "81 01"), "Content-Type", TYPE, "Accept", TYPE);

    // "weights": [[1]]
    assertThat(HexFormat.of().formatHex(answer))
        .contains("67" + hex("weights") + "8181" + "fa3f800000");
  }

  @Test
  void whatIsHiddenIsMinusInfinityItself() {
    String request =
        """
        {"words": [{"word": "a", "vector": [1]}, {"word": "b", "vector": [2]}],
         "options": {"causal": true}, "include": ["logits"]}
        """;
    JsonNode logits = answer(ATTENTION, CBOR.writeValueAsBytes(JSON.readTree(request)));

    assertThat(logits.get("logits").get(0).get(1).asDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  static Stream<Arguments> isRefused() {
    return Stream.of(
        argumentSet("nothing", "", 400, "#", "malformed"),
        argumentSet("cut off", HEAD + "82 01", 400, "#/words/0/vector/1", "malformed"),
        argumentSet("something behind it", HEAD + "81 01 00", 400, "#", "malformed"),
        argumentSet("no CBOR", "1c", 400, "#", "malformed"),
        argumentSet("a member twice", "a2 6161 01 6161 02", 400, "#/a", "duplicate-member"),
        argumentSet("NaN", HEAD + "81 f97e00", 422, "#/words/0/vector/0", "out-of-range"),
        argumentSet("Infinity", HEAD + "81 f97c00", 422, "#/words/0/vector/0", "out-of-range"),
        argumentSet("-Infinity", HEAD + "81 f9fc00", 422, "#/words/0/vector/0", "wrong-type"),
        argumentSet("bytes", HEAD + "44 00000000", 422, "#/words/0/vector", "wrong-type"),
        argumentSet("a text", HEAD + "81 6131", 422, "#/words/0/vector/0", "wrong-type"),
        argumentSet("an unknown member", "a1 6161 01", 422, "#/a", "unknown-member"),
        argumentSet("a number for a name", "a1 01 01", 422, "#/1", "unknown-member"),
        argumentSet("no object", "61 61", 422, "#", "wrong-type"),
        argumentSet(
            "nested too deep",
            "a1 67 6f7074696f6e73 a1 64 6d61736b " + "81".repeat(40),
            422,
            "#/options/mask",
            "wrong-type"));
  }

  @ParameterizedTest
  @MethodSource
  void isRefused(String body, int status, String pointer, String code) {
    Reply reply = send("POST", ATTENTION, bytes(body), "Content-Type", TYPE, "Accept", TYPE);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode fault = reply.json().get("errors").get(0);
    assertThat(fault.get("pointer").asString()).isEqualTo(pointer);
    assertThat(fault.get("code").asString()).isEqualTo(code);
  }

  @Test
  void theParameterAsksForItToo() {
    String request = get("/api/v1/examples/tutorial").body();

    assertThat(post(ATTENTION + "?format=cbor", request).header("Content-Type")).isEqualTo(TYPE);
  }

  @Test
  void secondOpinionsTakeIt() {
    String request =
        """
        {"words": [{"word": "a", "vector": [1]}], "candidate": {"context": [[1]]}}
        """;
    JsonNode verdict =
        answer(ATTENTION + "/compare", CBOR.writeValueAsBytes(JSON.readTree(request)));

    assertThat(verdict.get("agrees").asBoolean()).isTrue();
  }

  private JsonNode answer(String path, byte[] body) {
    return CBOR.readTree(postForBytes(path, body, "Content-Type", TYPE, "Accept", TYPE));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
