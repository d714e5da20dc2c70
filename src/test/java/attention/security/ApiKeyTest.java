package attention.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.RunningService;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// A service with two keys.
@TestPropertySource(
    properties = {
      "attention.security.api-keys=" + ApiKeyTest.ONE + "," + ApiKeyTest.OTHER,
      "attention.security.cors-origins=https://app.example"
    })
class ApiKeyTest extends RunningService {

  static final String ONE = "one-key-4c1f0a9b2d3e4f50";
  static final String OTHER = "other-key-8877665544332211";

  private static final String GOOD = "{\"words\":[{\"word\":\"a\",\"vector\":[1]}]}";

  static Stream<Arguments> nothingIsToldWithoutAKey() {
    return Stream.of(
        argumentSet("attention", "POST", ATTENTION),
        argumentSet("attention of one query", "POST", ATTENTION + "/weights/a"),
        argumentSet("examples", "GET", "/api/v1/examples"),
        argumentSet("info", "GET", "/api/v1/info"),
        argumentSet("metrics", "GET", "/actuator/prometheus"),
        argumentSet("the list of dependencies", "GET", "/actuator/sbom"),
        argumentSet("the list of endpoints", "GET", "/actuator"),
        argumentSet("what does not exist", "GET", "/nothing"),
        argumentSet("the page of errors", "GET", "/error"),
        argumentSet("a method nobody asks for", "OPTIONS", ATTENTION));
  }

  @ParameterizedTest
  @MethodSource
  void nothingIsToldWithoutAKey(String method, String path) {
    byte[] body = method.equals("POST") ? GOOD.getBytes(StandardCharsets.UTF_8) : new byte[0];
    Reply reply = send(method, path, body, "Content-Type", "application/json");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"attention\"");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/unauthorized");
    assertThat(reply.json().get("requestId").asString()).isEqualTo(reply.header("X-Request-Id"));
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/models/attention", "/v2/models/attention/ready"})
  void theProtocolHasItsOwnErrorBody(String path) {
    Reply reply = get(path);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().propertyNames()).containsExactly("error");
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, OTHER})
  void eachKeyOpensTheServiceInEitherHeader(String key) {
    assertThat(post(ATTENTION, GOOD, "Authorization", "Bearer " + key).status()).isEqualTo(200);
    assertThat(post(ATTENTION, GOOD, "authorization", "bearer " + key).status()).isEqualTo(200);
    assertThat(post(ATTENTION, GOOD, "X-API-Key", key).status()).isEqualTo(200);
    assertThat(get("/actuator/prometheus", "X-API-Key", key).status()).isEqualTo(200);
    assertThat(get("/nothing", "X-API-Key", key).status()).isEqualTo(404);
    assertThat(post(ATTENTION, GOOD, "Authorization", "Basic dTpw", "X-API-Key", key).status())
        .isEqualTo(200);
  }

  static Stream<Arguments> aWrongKeyOpensNothing() {
    return Stream.of(
        argumentSet("empty", "X-API-Key", ""),
        argumentSet("the beginning of one", "X-API-Key", ONE.substring(0, ONE.length() - 1)),
        argumentSet("one and more", "X-API-Key", ONE + "0"),
        argumentSet("in capitals", "X-API-Key", ONE.toUpperCase(Locale.ROOT)),
        argumentSet("both at once", "X-API-Key", ONE + "," + OTHER),
        argumentSet("with the scheme in the wrong header", "X-API-Key", "Bearer " + ONE),
        argumentSet("a scheme without a key", "Authorization", "Bearer "),
        argumentSet("a key without a scheme", "Authorization", ONE),
        argumentSet("another scheme", "Authorization", "Basic " + ONE),
        argumentSet("something long", "Authorization", "Bearer " + "x".repeat(8_000)));
  }

  @ParameterizedTest
  @MethodSource
  void aWrongKeyOpensNothing(String header, String value) {
    assertThat(post(ATTENTION, GOOD, header, value).status()).isEqualTo(401);
  }

  @Test
  void aWrongKeyIsToldFromNone() {
    Reply reply = get("/api/v1/info", "Authorization", "Bearer not-one-of-those-keys");

    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"attention\", error=\"invalid_token\"");
    assertThat(reply.body()).doesNotContain("not-one-of-those-keys");
  }

  @Test
  void aKeyInTheAddressIsNone() {
    assertThat(get("/api/v1/info?api-key=" + ONE + "&X-API-Key=" + ONE).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/livez",
        "/readyz",
        "/v2/health/live",
        "/v2/health/ready",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness",
        "/",
        "/explorer/main.js",
        "/problems",
        "/problems/unauthorized",
        "/problems.css",
        "/swagger-ui/index.html",
        "/v3/api-docs",
        "/v3/api-docs/swagger-config"
      })
  void whatProbesAskAndWhatOnlyExplainsIsOpen(String path) {
    assertThat(get(path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/livez/../api/v1/info",
        "/explorer/../api/v1/info",
        "/explorer/%2e%2e/api/v1/info",
        "/problems/..%2fapi/v1/info",
        "/actuator/health/../prometheus",
        "/actuator/health/%2e%2e/prometheus",
        "/swagger-ui/./../actuator/prometheus",
        "//api/v1/info",
        "/api//v1/info",
        "/api/v1/info/",
        "/api/v1/inf%6f",
        "/livez;/../api/v1/info",
        "/explorer/..;/api/v1/info",
        "/API/v1/info"
      })
  void noSpellingOfAPathGetsPastTheKeys(String path) throws IOException {
    String answer = exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer.substring(9, 12)).isIn("400", "401", "404");
    assertThat(answer).doesNotContain("max-words", "jvm_memory");
  }

  private String exchange(String request) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aLargeBodyIsNotWaitedForWithoutAKey() throws IOException {
    String answer =
        exchange("POST /api/v1/attention HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n{");

    assertThat(answer).startsWith("HTTP/1.1 401 ").contains("/problems/unauthorized");
  }

  @Test
  void theDocumentSaysWhichOperationsNeedAKeyAndTheyDo() {
    JsonNode document = get("/v3/api-docs").json();

    assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.at("/components/securitySchemes/apiKey/name").asString())
        .isEqualTo("X-API-Key");
    assertThat(document.get("security").toString()).isEqualTo("[{\"bearer\":[]},{\"apiKey\":[]}]");
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String address =
                              path.getKey()
                                  .replace("{slug}", "unauthorized")
                                  .replaceAll("\\{[a-z]+}", "a");
                          String method = operation.getKey().toUpperCase(Locale.ROOT);
                          boolean isOpen = operation.getValue().has("security");
                          assertThat(operation.getValue().get("responses").has("401"))
                              .as(address)
                              .isNotEqualTo(isOpen);
                          assertThat(send(method, address, new byte[0]).status() == 401)
                              .as(address)
                              .isNotEqualTo(isOpen);
                        }));
  }

  @Test
  void aPageOfAListedOriginIsToldThatItMayAndMustSendAKey() {
    Reply preflight =
        send(
            "OPTIONS",
            ATTENTION,
            new byte[0],
            "Origin",
            "https://app.example",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization,content-type");
    Reply refused = post(ATTENTION, GOOD, "Origin", "https://app.example");

    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Headers"))
        .isEqualToIgnoringCase("authorization, content-type");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
  }

  @Test
  void noMetricHoldsAKey() {
    get("/api/v1/info?key=" + ONE, "X-API-Key", OTHER);

    assertThat(get("/actuator/prometheus", "X-API-Key", ONE).body())
        .contains("jvm_memory_used_bytes")
        .doesNotContain(ONE, OTHER);
  }
}
