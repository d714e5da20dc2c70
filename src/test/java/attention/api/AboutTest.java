package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the service tells about itself.
class AboutTest extends RunningService {

  @Test
  void infoNamesVersionKernelLimitsDialectsAndFormats() {
    JsonNode info = get("/api/v1/info").json();

    assertThat(info.get("version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(info.at("/kernel/name").asString()).isIn("scalar", "vector");
    assertThat(info.at("/kernel/reason").asString()).isNotBlank();
    assertThat(info.get("limits").toString())
        .contains(
            "{\"setting\":\"attention.limits.max-words\",\"value\":16384,\"unit\":\"words\"}");
    assertThat(info.get("dialects").toString())
        .isEqualTo(
            "[\"tutorial\",\"pytorch-sdpa\",\"pytorch-mha\",\"onnx-23\",\"onnx-24\",\"onnx-25\","
                + "\"jax\",\"flash-attention\"]");
    assertThat(info.get("formats").toString())
        .contains("{\"name\":\"text\",\"mediaType\":\"text/plain\"}");
  }

  @Test
  void examplesAreListedTheTutorialFirst() {
    JsonNode examples = get("/api/v1/examples").json();

    assertThat(examples.get(0).get("name").asString()).isEqualTo("tutorial");
    assertThat(examples.get(0).propertyNames())
        .containsExactly("name", "summary", "description", "request");
    assertThat(examples.size()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void anExampleIsABodyThatCanBeSentAsItIs() {
    String body = get("/api/v1/examples/tutorial").body();

    assertThat(post(ATTENTION + "/weights/love?format=text", body).body()).contains("0.2946");
  }

  @Test
  void anExampleIsAnsweredInAnyFormat() {
    assertThat(get("/api/v1/examples/tutorial/attention?format=text").body())
        .contains("love      0.1878   0.2946   0.2859   0.2317");
    assertThat(get("/api/v1/examples/causal/attention").json().at("/weights/0/0").asDouble())
        .isEqualTo(1);
  }

  @Test
  void anUnknownExampleIsNotFound() {
    assertThat(get("/api/v1/examples/nosuch").status()).isEqualTo(404);
    assertThat(get("/api/v1/examples/nosuch/attention").json().get("type").asString())
        .isEqualTo("/problems/not-found");
  }

  @Test
  void healthIsOpenAndTheRestOfTheActuatorIsNot() {
    assertThat(get("/livez").status()).isEqualTo(200);
    assertThat(get("/readyz").status()).isEqualTo(200);
    assertThat(get("/actuator/health").json().get("status").asString()).isEqualTo("UP");
    assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    assertThat(get("/actuator/env").status()).isEqualTo(404);
    assertThat(get("/actuator/heapdump").status()).isEqualTo(404);
  }
}
