package attention.problem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whatever goes wrong between a caller and a controller ends in a problem document, too.
class ProblemTest extends RunningService {

  private static final String GOOD = "{\"words\":[{\"word\":\"a\",\"vector\":[1]}]}";

  static Stream<Arguments> everyRefusalIsAProblem() {
    return Stream.of(
        argumentSet("no such path", "GET", "/nothing", "", 404, "not-found"),
        argumentSet(
            "a parameter that cannot be decoded",
            "GET",
            "/api/v1/info?a=%zz",
            "",
            400,
            "malformed-request"),
        argumentSet(
            "a trailing slash", "POST", ATTENTION + "/", "application/json", 404, "not-found"),
        argumentSet(
            "no such stage", "POST", ATTENTION + "/smells/0", "application/json", 404, "not-found"),
        argumentSet(
            "a path parameter", "POST", ATTENTION + ";a=b", "application/json", 404, "not-found"),
        argumentSet(
            "a query that ends within an escape",
            "POST",
            ATTENTION + "?format=csv%",
            "application/json",
            400,
            "malformed-request"),
        argumentSet(
            "a query with an escape that is none",
            "POST",
            ATTENTION + "?pretty&a=%zz",
            "application/json",
            400,
            "malformed-request"),
        argumentSet(
            "a path parameter with an escape that is none",
            "POST",
            ATTENTION + ";a=%n",
            "application/json",
            404,
            "not-found"),
        argumentSet("GET for POST", "GET", ATTENTION, "", 405, "method-not-allowed"),
        argumentSet(
            "PUT for POST", "PUT", ATTENTION, "application/json", 405, "method-not-allowed"),
        argumentSet("TRACE", "TRACE", ATTENTION, "", 405, "method-not-allowed"),
        argumentSet(
            "a made-up method", "BREW", ATTENTION, "application/json", 405, "method-not-allowed"),
        argumentSet("no media type", "POST", ATTENTION, "", 415, "unsupported-media-type"),
        argumentSet("plain text", "POST", ATTENTION, "text/plain", 415, "unsupported-media-type"),
        argumentSet(
            "a form",
            "POST",
            ATTENTION,
            "application/x-www-form-urlencoded",
            415,
            "unsupported-media-type"),
        argumentSet(
            "parts",
            "POST",
            ATTENTION,
            "multipart/form-data; boundary=x",
            415,
            "unsupported-media-type"),
        argumentSet(
            "no type at all", "POST", ATTENTION, "application/", 415, "unsupported-media-type"),
        argumentSet(
            "another charset",
            "POST",
            ATTENTION,
            "application/json;charset=utf-16",
            415,
            "unsupported-media-type"));
  }

  @ParameterizedTest
  @MethodSource
  void everyRefusalIsAProblem(
      String method, String path, String contentType, int status, String type) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(method, path);
    String media = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
    String length =
        method.equals("GET") || method.equals("TRACE")
            ? ""
            : "Content-Length: " + GOOD.length() + "\r\n";

    String answer = exchange(head + media + length + "\r\n" + (length.isEmpty() ? "" : GOOD));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(problem(answer).get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(problem(answer).get("status").asInt()).isEqualTo(status);
  }

  static Stream<Arguments> whatIsNoHttpIsAProblemWithoutTheNameOfTheServer() {
    String start = "POST " + ATTENTION + " HTTP/1.1\r\n";
    return Stream.of(
        argumentSet("no request line", "hello\r\n\r\n", "400"),
        argumentSet("no host", start + "Content-Length: 0\r\n\r\n", "400"),
        argumentSet("two hosts", start + "Host: a\r\nHost: b\r\n\r\n", "400"),
        argumentSet("an unknown version", "GET / HTTP/3.7\r\nHost: a\r\n\r\n", "505"),
        argumentSet(
            "a length that is none", start + "Host: a\r\nContent-Length: many\r\n\r\n", "400"),
        argumentSet(
            "too many header bytes",
            start + "Host: a\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
            "4"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoHttpIsAProblemWithoutTheNameOfTheServer(String request, String status)
      throws IOException {
    String answer = exchange(request);

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("<html", "org.apache");
    assertThat(problem(answer).get("type").asString()).startsWith("/problems/");
  }

  @Test
  void aRepeatedHeaderIsNamed() throws IOException {
    String type = "Content-Type: application/json\r\n";
    String answer =
        exchange(
            "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(ATTENTION, type + type, GOOD.length(), GOOD));
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("problems/malformed-request", "The header Content-Type is there more than once");
  }

  @Test
  void aBodyThatIsCutOffIsAProblem() throws IOException {
    String answer =
        exchange(
            "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 99\r\n\r\n"
                + GOOD);

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(problem(answer).get("status").asInt()).isEqualTo(400);
  }

  @Test
  void a405NamesTheMethodsThatAreOffered() {
    assertThat(get(ATTENTION).header("Allow")).isEqualTo("POST");
  }

  @Test
  void everyAnswerHasARequestIdAndTheCallersOwnWhereItIsHarmless() {
    Reply own = post(ATTENTION, "{}", "X-Request-Id", "abc-123");
    Reply none = post(ATTENTION, GOOD);
    Reply harmful = post(ATTENTION, "{}", "X-Request-Id", "a b<script>");

    assertThat(own.header("X-Request-Id")).isEqualTo("abc-123");
    assertThat(own.json().get("requestId").asString()).isEqualTo("abc-123");
    assertThat(none.header("X-Request-Id")).matches("[0-9a-f]{16}");
    assertThat(harmful.header("X-Request-Id")).matches("[0-9a-f]{16}");
  }

  @Test
  void answersAreNeitherSniffedNorStored() {
    for (Reply reply : List.of(post(ATTENTION, GOOD), post(ATTENTION, "{}"), get("/nothing"))) {
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }
  }

  private static JsonNode problem(String answer) {
    int start = answer.indexOf('{');
    assertThat(answer.substring(0, start)).contains("application/problem+json");
    return JSON.readTree(answer.substring(start, answer.lastIndexOf('}') + 1));
  }

  @Test
  void aConnectionIsKeptAfterARefusalWhoseBodyCameWithIt() throws IOException {
    String refused = head("text/plain", 3_000) + "x".repeat(3_000);

    String answers = exchange(refused + refused);

    assertThat(Pattern.compile("HTTP/1.1 415").matcher(answers).results()).hasSize(2);
    assertThat(answers).doesNotContainIgnoringCase("Connection: close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-Urlencoded; charset=utf-8"
      })
  @Timeout(15)
  void aRefusalDoesNotWaitForABodyThatNeverComes(String type) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(4_000);
      socket.getOutputStream().write((head(type, 300_000) + "a=b").getBytes(US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 415").endsWith("}");
    }
  }

  @Test
  void aRefusalReachesAClientThatGoesOnSending() throws IOException {
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(head("text/plain", 1_000_000).getBytes(US_ASCII));
      for (int n = 0; n < 10; n++) {
        out.write(new byte[100_000]);
      }

      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 415").endsWith("}");
    }
  }

  private static String head(String type, int length) {
    return """
        POST /api/v1/attention HTTP/1.1
        Host: localhost
        Content-Type: %s
        Content-Length: %d

        """
        .replace("\n", "\r\n")
        .formatted(type, length);
  }

  private String exchange(String request) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
