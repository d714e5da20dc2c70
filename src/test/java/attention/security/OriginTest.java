package attention.security;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/// Two origins are listed.
@TestPropertySource(
    properties = "attention.security.cors-origins=https://app.example,http://localhost:3000")
class OriginTest extends RunningService {

  private static final String GOOD = "{\"words\":[{\"word\":\"a\",\"vector\":[1]}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ATTENTION,
        ATTENTION + "/weights/a",
        ATTENTION + "/what-if",
        "/api/v1/info",
        "/v2/models/attention/infer",
        "/v2/health/ready"
      })
  void aListedOriginMayAskForEverythingOfTheApi(String path) {
    Reply reply = preflight(path, "https://app.example", "POST", "content-type,x-api-key");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
    assertThat(reply.header("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD,POST");
    assertThat(reply.header("Access-Control-Allow-Headers"))
        .isEqualToIgnoringCase("content-type, x-api-key");
    assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("3600");
    assertThat(reply.headers().map()).doesNotContainKey("access-control-allow-credentials");
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void itMayReadTheAnswerAndTheHeadersThatExplainIt() {
    Reply good = post(ATTENTION, GOOD, "Origin", "http://localhost:3000");
    Reply bad = post(ATTENTION, "{", "Origin", "http://localhost:3000");

    for (Reply reply : new Reply[] {good, bad}) {
      assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
      assertThat(reply.header("Access-Control-Expose-Headers").split(", "))
          .contains("Retry-After", "Server-Timing", "X-Request-Id", "WWW-Authenticate");
      assertThat(reply.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Origin"));
    }
    assertThat(bad.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.evil",
        "http://app.example",
        "https://app.example:8443",
        "null",
        "https://"
      })
  void anotherOriginIsGrantedNothing(String origin) {
    Reply preflight = preflight(ATTENTION, origin, "POST", "content-type");
    Reply answer = post(ATTENTION, GOOD, "Origin", origin);

    assertThat(preflight.status()).isEqualTo(403);
    assertThat(preflight.json().get("type").asString()).isEqualTo("/problems/forbidden");
    assertNothingGranted(preflight);
    assertThat(answer.status()).isEqualTo(200);
    assertNothingGranted(answer);
  }

  @Test
  void noOriginMayDoWhatNobodyNeeds() {
    assertThat(preflight(ATTENTION, "https://app.example", "DELETE", "content-type").status())
        .isEqualTo(403);
    assertThat(preflight(ATTENTION, "https://app.example", "POST", "x-something").status())
        .isEqualTo(403);
  }

  private Reply preflight(String path, String origin, String method, String headers) {
    return send(
        "OPTIONS",
        path,
        new byte[0],
        "Origin",
        origin,
        "Access-Control-Request-Method",
        method,
        "Access-Control-Request-Headers",
        headers);
  }

  static void assertNothingGranted(Reply reply) {
    assertThat(reply.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }
}
