package attention.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import attention.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the log says nothing of it.
class LogTest {

  private static final String KEY = "one-key-4c1f0a9b2d3e4f50";
  private static final String NEARLY = "one-key-4c1f0a9b2d3e4f51";

  // What could stand nowhere by chance.
  private static final String WORD = "Zanzibarquartz";
  private static final String NUMBER = "8675.3091";
  private static final String LARGE = "2.7182818e38";

  private static final String WORDS =
      """
      [{"word": "%1$s", "vector": [%2$s, 1]}, {"word": "b", "vector": [1, -%2$s]}]\
      """
          .formatted(WORD, NUMBER);

  /// Bodies, good and bad, each with the word or the number.
  private static final List<String> BODIES =
      List.of(
          "{\"words\": %s}".formatted(WORDS),
          "{\"words\": %s, \"options\": {\"mask\": {\"type\": \"%s\"}}}".formatted(WORDS, WORD),
          "{\"words\": %s, \"options\": {\"scale\": \"%s\"}}".formatted(WORDS, WORD),
          "{\"words\": %s, \"%s\": %s}".formatted(WORDS, WORD, NUMBER),
          "{\"words\": %1$s, \"words\": %1$s}".formatted(WORDS),
          "{\"words\": [{\"word\": \"%s\", \"vector\": [%s]}]}".formatted(WORD, LARGE),
          "{\"words\": [{\"word\": \"%s\", \"vector\": [\"%s\"]}]}".formatted(WORD, NUMBER),
          "{\"words\": [{\"word\": \"%s\", \"vector\": [1]}, 7]}".formatted(WORD),
          "{\"sentence\": \"%s\"}".formatted(WORD),
          "{\"words\": %s, \"candidate\": {\"weights\": [[%s]]}}".formatted(WORDS, NUMBER),
          "{\"words\": %s, \"change\": {\"hide\": [\"%s\"]}}".formatted(WORDS, WORD),
          "{\"parts\": [{\"context\": [[%s]], \"lse\": [%s]}]}".formatted(NUMBER, NUMBER),
          "{\"id\": \"%s\", \"inputs\": [{\"name\": \"%s\", \"shape\": [1], \"datatype\": \"FP32\","
                  .formatted(WORD, WORD)
              + " \"data\": [%s]}]}".formatted(NUMBER),
          "{\"words\": [{\"word\": \"" + WORD + "\", \"vector\": [" + NUMBER,
          "{" + WORD + "}",
          "\"" + WORD + "\"",
          WORD,
          NUMBER);

  private static final List<String> PATHS =
      List.of(
          "/api/v1/attention",
          "/api/v1/attention/scores",
          "/api/v1/attention/weights",
          "/api/v1/attention/context",
          "/api/v1/attention/scores/" + WORD,
          "/api/v1/attention/weights/" + WORD,
          "/api/v1/attention/context/not" + WORD,
          "/api/v1/attention/queries/" + WORD,
          "/api/v1/attention/compare",
          "/api/v1/attention/what-if",
          "/api/v1/attention/merge",
          "/v2/models/attention/infer",
          "/v2/models/" + WORD + "/infer");

  private static final List<String> FORMATS =
      List.of(
          "application/json",
          "text/plain",
          "text/csv",
          "text/markdown",
          "image/svg+xml",
          "image/png",
          "text/x-python",
          "application/cbor",
          "application/x-ndjson",
          "text/" + WORD);

  /// Heads of requests that the service, Spring or Tomcat refuses, or might quote.
  private static final List<String> HEADS =
      List.of(
          "GET /" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /explorer/../" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /explorer/%2e%2e/" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /explorer/..%2f" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /swagger-ui/..%5c" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /problems/..%2f..%2f" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /..%2fproblems/file:" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /explorer/%00" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /WEB-INF/" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /explorer/WEB-INF/" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /explorer/url:" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /api/v1/vocabulary/" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /api/v1/examples/" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /api/v1/info?" + WORD + "=%zz HTTP/1.1\r\nHost: a",
          "GET /api/v1/info?%zz=" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /nothing?pretty=%zz" + WORD + " HTTP/1.1\r\nHost: a",
          "PATCH /api/v1/attention?pretty=%zz" + WORD + " HTTP/1.1\r\nHost: a",
          "POST /nothing?pretty=%zz"
              + WORD
              + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
              + "Content-Type: application/x-www-form-urlencoded",
          "GET /api/v1/examples/tutorial/attention?format=" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /actuator/health/" + WORD + " HTTP/1.1\r\nHost: a",
          "GET /" + WORD + "%zz HTTP/1.1\r\nHost: a",
          "GET /" + WORD + "\"<> HTTP/1.1\r\nHost: a",
          "GET /" + WORD + "\u0001 HTTP/1.1\r\nHost: a",
          "GET /a HTTP/" + WORD + "\r\nHost: a",
          WORD + " /a HTTP/1.1\r\nHost: a",
          WORD + "[] /a HTTP/1.1\r\nHost: a",
          "POST /" + WORD + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0",
          "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Length: " + WORD,
          "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + WORD,
          "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Type: "
              + WORD,
          "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Encoding: "
              + WORD,
          "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: " + WORD,
          "GET /api/v1/info HTTP/1.1\r\nHost: " + WORD + "_[",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\n" + WORD + "(: 1",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\n" + WORD,
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nX-Any: " + WORD + "\u0000",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nCookie: " + WORD + "=\"[" + WORD + "; =,\u0007",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nCookie: a=\"" + WORD + "\u00e9",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nAccept: " + WORD,
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nAccept-Language: " + WORD + "_[;q=x",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nOrigin: " + WORD,
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + WORD,
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nRange: bytes=" + WORD,
          "GET /explorer/main.js HTTP/1.1\r\nHost: a\r\nIf-Modified-Since: " + WORD,
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\nUpgrade: " + WORD + "\r\nConnection: upgrade",
          "GET /api/v1/info HTTP/1.1\r\nHost: a\r\ntraceparent: 00-" + WORD + "-1-01",
          "POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nX-Request-Timeout: "
              + WORD,
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + WORD,
          "\u0016\u0003\u0001" + WORD);

  private static ServiceProcess service = new ServiceProcess(settings());

  private static String[] settings() {
    return new String[] {
      "attention.security.api-keys=" + KEY,
      "attention.security.cors-origins=https://app.example",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.env.show-values=always",
      "management.endpoint.configprops.show-values=always"
    };
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service.awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
  }

  @Test
  void nothingOfARequestIsLogged() throws IOException {
    for (String path : PATHS) {
      for (String body : BODIES) {
        assertThat(status(post(path, "application/json", "application/json", body)))
            .isLessThan(500);
      }
      for (String format : FORMATS) {
        assertThat(status(post(path, "application/json", format, BODIES.getFirst())))
            .isLessThan(500);
        assertThat(status(post(path, format, "application/json", BODIES.getFirst())))
            .isLessThan(500);
      }
    }
    for (String head : HEADS) {
      exchange(head + "\r\nX-API-Key: " + KEY + "\r\nConnection: close\r\n\r\n");
      exchange(head + "\r\nX-API-Key: " + NEARLY + "\r\nConnection: close\r\n\r\n");
    }

    assertThat(service.output())
        .contains("Started AttentionApplication")
        .doesNotContainIgnoringCase(WORD)
        .doesNotContain(NUMBER, "8675", "2.7182", "27182", KEY, NEARLY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\rINJECTED",
        "a\nINJECTED",
        "a\r\n INJECTED",
        "a%0d%0aINJECTED",
        "a\\r\\nINJECTED",
        "a\tINJECTED",
        "\u001b[31mINJECTED",
        "INJECTED\u0000",
        "INJECTED\u0085",
        "INJECTED \u00e9",
        "INJECTED\u00e2\u0080\u00ae",
        "INJECTED\u00e2\u0080\u00a8INJECTED",
        "${jndi:ldap://INJECTED}",
        "%{INJECTED}",
        "INJECTED INJECTED",
        "INJECTEDINJECTEDINJECTEDINJECTEDINJECTEDINJECTEDINJECTEDINJECTEDINJECTED",
      })
  void anIdThatCouldWriteALineOfItsOwnIsNotTaken(String id) throws IOException {
    for (String path : List.of("/api/v1/info", "/api/v1/attention", "/nothing")) {
      String answer =
          exchange(
              "GET %s HTTP/1.1\r\nHost: a\r\nX-API-Key: %s\r\nX-Request-Id: %s\r\nConnection: close"
                      .formatted(path, KEY, id)
                  + "\r\n\r\n");

      assertThat(answer).doesNotContain("INJECTED");
      if (status(answer) != 400) {
        assertThat(answer).containsPattern("X-Request-Id: [0-9a-f]{16}\r\n");
      }
    }
    assertThat(service.output()).doesNotContain("INJECTED");
    assertThat(service.output().lines())
        .allMatch(line -> line.matches("20\\d\\d-\\d\\d-\\d\\dT.*"));
  }

  @Test
  void anIdThatFillsTheHeadersIsNotTaken() throws IOException {
    String id = "i".repeat(10_000);
    String answer =
        exchange(
            "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: %s\r\n\r\n"
                .formatted(id));

    assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("iiii");
    assertThat(service.output()).doesNotContain("iiii");
  }

  /// With all endpoints exposed, and all values to be shown.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/actuator/env/attention.security.api-keys",
        "/actuator/env/sun.java.command",
        "/actuator/configprops",
        "/actuator/beans",
        "/actuator/conditions",
        "/actuator/mappings",
        "/actuator/loggers",
        "/actuator/metrics",
        "/actuator/threaddump",
        "/actuator/info",
        "/actuator/prometheus"
      })
  void noEndpointTellsAKey(String path) throws IOException {
    String head = "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-API-Key: ";
    String answer = exchange(head + KEY + "\r\n\r\n");

    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer).doesNotContain(KEY);
    assertThat(status(exchange(head + NEARLY + "\r\n\r\n"))).isEqualTo(401);
  }

  private static String post(String path, String type, String accept, String body)
      throws IOException {
    return exchange(
        "POST %s HTTP/1.1\r\nHost: a\r\nX-API-Key: %s\r\nContent-Type: %s\r\nAccept: %s\r\n"
                .formatted(path, KEY, type, accept)
            + "Content-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(body.getBytes(UTF_8).length, body));
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static String exchange(String request) throws IOException {
    try (var socket = new Socket("localhost", service.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException _) {
      return "HTTP/1.1 400 parted"; // the service was done before it had read all
    }
  }
}
