package attention.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that are no JSON document: 400, and where reading ended.
class MalformedRequestTest extends RunningService {

  static Stream<Arguments> whatIsNoJsonIsRefusedWithItsPlace() {
    return Stream.of(
        argumentSet("nothing", "", "#", "malformed"),
        argumentSet("nothing but space", " \r\n\t ", "#", "malformed"),
        argumentSet("single quotes", "{'words':[]}", "#", "malformed"),
        argumentSet("a bare name", "{words:[]}", "#", "malformed"),
        argumentSet(
            "two documents", "{\"words\":[{\"word\":\"a\",\"vector\":[1]}]}{}", "#", "malformed"),
        argumentSet("a leading zero", vector("01"), "#/words/0/vector/0", "malformed"),
        argumentSet("a plus sign", vector("+1"), "#/words/0/vector/0", "malformed"),
        argumentSet("no digit behind the point", vector("1."), "#/words/0/vector/0", "malformed"),
        argumentSet("NaN", vector("NaN"), "#/words/0/vector/0", "malformed"),
        argumentSet("Infinity", vector("-Infinity"), "#/words/0/vector/0", "malformed"),
        argumentSet("a comma too many", vector("1,"), "#/words/0/vector/1", "malformed"),
        argumentSet("a comment", vector("1/*one*/"), "#/words/0/vector/0", "malformed"),
        argumentSet("cut off", "{\"words\":[{\"word\":\"a\"", "#/words/0/word", "malformed"),
        argumentSet("words twice", "{\"words\":[],\"words\":[]}", "#/words", "duplicate-member"),
        argumentSet(
            "word twice, once escaped",
            "{\"words\":[{\"word\":\"a\",\"\\u0077ord\":\"b\"}]}",
            "#/words/0/word",
            "duplicate-member"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoJsonIsRefusedWithItsPlace(String body, String pointer, String code) {
    Reply reply = post(ATTENTION, body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/malformed-json");
    assertThat(pointer).startsWith(reply.json().at("/errors/0/pointer").asString());
    assertThat(reply.json().at("/errors/0/code").asString()).isEqualTo(code);
  }

  static Stream<Arguments> whatIsNotUtf8IsRefused() {
    return Stream.of(
        argumentSet(
            "UTF-16 with a mark", "\uFEFF{\"words\":[]}".getBytes(StandardCharsets.UTF_16LE)),
        argumentSet("Latin-1", "{\"wörds\":[]}".getBytes(StandardCharsets.ISO_8859_1)),
        argumentSet("an overlong NUL", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}),
        argumentSet(
            "a surrogate", new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNotUtf8IsRefused(byte[] body) {
    Reply reply = send("POST", ATTENTION, body, "Content-Type", "application/json");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/errors/0/code").asString()).isEqualTo("not-utf-8");
  }

  @Test
  void anEmptyBodyIsRefused() {
    Reply reply = post(ATTENTION, "");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void theDetailNamesLineAndColumnAndNothingOfOurInside() {
    String detail = post(ATTENTION, "{\n  \"words\": [}\n").json().get("detail").asString();

    assertThat(detail).startsWith("Line 2, column 13: ");
    assertThat(detail).doesNotContain("jackson", "Feature", "Source");
  }

  private static String vector(String numbers) {
    return "{\"words\":[{\"word\":\"a\",\"vector\":[" + numbers + "]}]}";
  }
}
