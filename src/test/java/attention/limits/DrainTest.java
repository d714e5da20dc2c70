package attention.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import attention.AttentionApplication;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// What clients see of a service that is told to stop.
class DrainTest {

  private static final int GLANCES = 200;
  private static final String TUTORIAL =
      "{\"words\":[%s{\"word\":\"Cats\",\"vector\":[1,2]}]}"
          .formatted("{\"word\":\"Dogs\",\"vector\":[1,2]},".repeat(255));

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aServiceThatIsToldToStopAnswersAndSendsItsClientsAway() throws Exception {
    ConfigurableApplicationContext service = start("2s");
    String port = service.getEnvironment().getProperty("local.server.port", "");
    assertThat(attend(port, "").headers().firstValue("Connection")).isEmpty();

    Thread stop = Thread.ofPlatform().start(service::close);
    awaitUnready(port);
    HttpResponse<String> answer = attend(port, "");
    HttpResponse<String> lines = attend(port, "?format=ndjson");
    stop.join();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"context\":[[1.0,2.0],"); // equal vectors
    assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    assertThat(lines.headers().firstValue("Connection")).hasValue("close");
    assertThat(lines.headers().firstValue("Transfer-Encoding"))
        .as("only chunks tell where an answer of many lines ends")
        .hasValue("chunked");
    assertThatThrownBy(() -> attend(port, "")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aNegativeTimeIsRefusedAtTheStart() {
    assertThatThrownBy(() -> start("-1s"))
        .rootCause()
        .hasMessage("attention.drain must not be negative");
  }

  private static ConfigurableApplicationContext start(String drain) {
    return new SpringApplicationBuilder(AttentionApplication.class)
        .run("--server.port=0", "--attention.kernel=scalar", "--attention.drain=" + drain);
  }

  private void awaitUnready(String port) throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(uri(port, "/readyz")).build();
    for (int n = 0; n < GLANCES; n++) {
      if (client.send(ready, BodyHandlers.discarding()).statusCode() == 503) {
        return;
      }
      Thread.sleep(5);
    }
    fail("it still says that it is ready");
  }

  private HttpResponse<String> attend(String port, String query)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(port, "/api/v1/attention" + query))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TUTORIAL));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(String port, String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
