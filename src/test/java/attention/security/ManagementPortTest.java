package attention.security;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/// With a port of its own for operators, and a key for both.
@TestPropertySource(
    properties = {
      "management.server.port=0",
      "attention.security.api-keys=" + ManagementPortTest.KEY
    })
class ManagementPortTest extends RunningService {

  static final String KEY = "one-key-4c1f0a9b2d3e4f50";

  @LocalManagementPort private int managementPort;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # with the key:             here, there; without it there
          /livez,                     200,  404,   404
          /readyz,                    200,  404,   404
          /v2/health/ready,           200,  404,   404
          /actuator/health,           404,  200,   200
          /actuator/health/liveness,  404,  200,   200
          /actuator/health/readiness, 404,  200,   200
          /actuator,                  404,  200,   401
          /actuator/prometheus,       404,  200,   401
          /actuator/sbom,             404,  200,   401
          /actuator/env,              404,  404,   401
          /api/v1/info,               200,  404,   401
          """)
  void eachPortAnswersWhatBelongsToItAndNeedsTheKey(String path, int here, int there, int closed)
      throws Exception {
    assertThat(get(path, "X-API-Key", KEY).status()).isEqualTo(here);
    assertThat(ask(path, "Authorization", "Bearer " + KEY).statusCode()).isEqualTo(there);
    assertThat(ask(path, "X-API-Key", KEY + "0").statusCode()).isEqualTo(closed);
    assertThat(ask(path, "X-Any", KEY).statusCode()).isEqualTo(closed);
  }

  @Test
  void withoutAKeyTheAnswerThereIsAProblemAsHere() throws Exception {
    HttpResponse<String> answer = ask("/actuator/prometheus", "X-Any", "");

    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"attention\"");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JSON.readTree(answer.body()).get("type").asString())
        .isEqualTo("/problems/unauthorized");
  }

  private HttpResponse<String> ask(String path, String header, String value) throws Exception {
    URI address = URI.create("http://localhost:" + managementPort + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address).header(header, value).build(), BodyHandlers.ofString());
    }
  }
}
