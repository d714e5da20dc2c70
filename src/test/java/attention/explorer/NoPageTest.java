package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Who wants no page has none.
@TestPropertySource(properties = "attention.ui.enabled=false")
class NoPageTest extends RunningService {

  @Test
  void thePageIsGoneAndTheApiStays() {
    assertThat(get("/").status()).isEqualTo(404);
    assertThat(get("/explorer/main.js").status()).isEqualTo(404);
    assertThat(get("/api/v1/examples/tutorial/attention").status()).isEqualTo(200);
  }
}
