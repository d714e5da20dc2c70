package attention.security;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;

/// As it comes: no page of another origin may use the API, and no key is needed.
class NoOriginTest extends RunningService {

  @Test
  void nobodyIsGrantedAnything() {
    Reply preflight =
        send(
            "OPTIONS",
            ATTENTION,
            new byte[0],
            "Origin",
            "https://app.example",
            "Access-Control-Request-Method",
            "POST");
    Reply answer = get("/api/v1/info", "Origin", "https://app.example");

    assertThat(preflight.status()).isEqualTo(403);
    assertThat(preflight.json().get("type").asString()).isEqualTo("/problems/forbidden");
    OriginTest.assertNothingGranted(preflight);
    assertThat(answer.status()).isEqualTo(200);
    OriginTest.assertNothingGranted(answer);
  }

  @Test
  void theDocumentSaysThatAKeyIsOptional() {
    assertThat(get("/v3/api-docs").json().get("security").toString())
        .isEqualTo("[{},{\"bearer\":[]},{\"apiKey\":[]}]");
  }

  @Test
  void aKeyThatIsNotNeededDoesNotMatter() {
    assertThat(get("/api/v1/info", "Authorization", "Bearer anything").status()).isEqualTo(200);
  }
}
