package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Deadlines, departures and refusals as a client meets them.
@TestPropertySource(
    properties = {
      "attention.kernel=scalar",
      "attention.limits.max-running=1",
      "attention.limits.max-queue=0",
      "attention.limits.max-wait=100ms",
      "attention.limits.max-work=100000000000"
    })
class AdmissionTest extends RunningService {

  // 2,000 × 2,000 × (1,000 + 1,000) multiply-adds: several seconds of the plain kernel.
  private static final String LONG = request(2_000, 1_000);

  @Autowired private Gate gate;

  @Test
  void moreWorkThanIsAllowedIsRefusedForGood() {
    Reply reply = post(ATTENTION + "/context", request(8_000, 1_000));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.json().get("detail").asString()).contains("attention.limits.max-work");
  }

  @Test
  void aDeadlineEndsTheWork() {
    Reply reply = post(ATTENTION + "/context", LONG, "X-Request-Timeout", "50ms");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().get("type").asString()).isEqualTo("/problems/deadline-passed");
    assertThat(gate.inFlight()).isZero();
  }

  @Test
  void aDeadlineMustBeATime() {
    for (String wrong : new String[] {"soon", "-1ms", "0"}) {
      Reply reply = post(ATTENTION, request(1, 1), "X-Request-Timeout", wrong);

      assertThat(reply.status()).as(wrong).isEqualTo(400);
      assertThat(reply.json().get("detail").asString()).contains("X-Request-Timeout");
    }
    assertThat(post(ATTENTION, request(1, 1), "X-Request-Timeout", "PT20S").status())
        .isEqualTo(200);
  }

  @Test
  void othersAreToldToComeBackWhileOneIsComputedAndTheClientThatLeavesFreesItsPlace()
      throws IOException {
    long before = gate.departures();
    try (Socket client = send(LONG)) {
      waitUntil(() -> gate.inFlight() == 1);

      Reply large = post(ATTENTION + "/context", LONG);
      assertThat(large.status()).isEqualTo(503);
      assertThat(large.json().get("type").asString()).isEqualTo("/problems/unavailable");
      assertThat(Long.parseLong(large.header("Retry-After"))).isPositive();
      Reply tensors =
          post(
              "/v2/models/attention/infer",
              tensors(2_000, 200),
              "Content-Type",
              "application/json");
      assertThat(tensors.status()).isEqualTo(503);
      assertThat(tensors.json().get("error").asString()).isNotEmpty();
      assertThat(post(ATTENTION, request(2, 2)).status()).isEqualTo(200);
      assertThat(client.isConnected()).isTrue();
    }
    waitUntil(() -> gate.departures() == before + 1);
    assertThat(gate.inFlight()).isZero();
    assertThat(gate.memoryTaken()).isZero();
  }

  /// Bytes of the next request, that come while this one is computed, are no departure.
  @Test
  void theNextRequestMayBeThereAlready() throws IOException {
    String body = request(500, 400); // some hundred milliseconds
    byte[] one = http(ATTENTION + "/context", body);
    try (var client = new Socket("localhost", port)) {
      client.getOutputStream().write(one);
      client.getOutputStream().write(http("/api/v1/attention", request(1, 1), "Connection: close"));
      String answers = text(client.getInputStream());
      assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
    }
  }

  private Socket send(String body) throws IOException {
    var client = new Socket("localhost", port);
    client.getOutputStream().write(http(ATTENTION + "/context", body));
    client.getOutputStream().flush();
    return client;
  }

  private static byte[] http(String path, String body, String... headers) {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(path, headers.length == 0 ? "" : headers[0] + "\r\n", body.length());
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void waitUntil(BooleanSupplier event) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!event.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static String request(int words, int size) {
    String word = "{\"word\":\"a\",\"vector\":[" + "1,".repeat(size - 1) + "1]}";
    return "{\"options\":{\"scale\":\"auto\"},\"words\":["
        + (word + ",").repeat(words - 1)
        + word
        + "]}";
  }

  private static String tensors(int length, int size) {
    String data = "1,".repeat(length * size - 1) + "1";
    String tensor = "{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":[1,1,%d,%d],\"data\":[%s]}";
    return "{\"inputs\":["
        + tensor.formatted("Q", length, size, data)
        + ","
        + tensor.formatted("K", length, size, data)
        + ","
        + tensor.formatted("V", length, size, data)
        + "],\"outputs\":[{\"name\":\"Y\"}]}";
  }
}
