package attention;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on a port of its own, and a plain HTTP client: tests see what any caller sees.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RunningService {

  protected static final String ATTENTION = "/api/v1/attention";
  protected static final JsonMapper JSON = new JsonMapper();

  private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort protected int port;

  /// What came back.
  public record Reply(int status, HttpHeaders headers, String body) {

    /// The body as JSON.
    public JsonNode json() {
      return JSON.readTree(body);
    }

    /// A header, or an empty text.
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /// Posts JSON.
  ///
  /// @param headers names and values in turn
  protected Reply post(String path, String body, String... headers) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), withJson(headers));
  }

  /// Gets a resource.
  ///
  /// @param headers names and values in turn
  protected Reply get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  /// Sends any request.
  ///
  /// @param headers names and values in turn
  protected Reply send(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        exchange(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  /// Posts JSON and gives the bytes that come back with status 200.
  protected byte[] postForBytes(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return postForBytes(path, bytes, "Content-Type", "application/json");
  }

  /// Posts anything and gives the bytes that come back with status 200.
  ///
  /// @param headers names and values in turn
  protected byte[] postForBytes(String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new AssertionError(new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  /// What came back as JSON with bytes behind it.
  public record BinaryReply(int status, String header, byte[] bytes) {}

  /// Posts JSON with bytes behind it, as the binary extension of the Open Inference Protocol wants.
  protected BinaryReply postBinary(String path, String header, byte[] bytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(json, json.length + bytes.length);
    System.arraycopy(bytes, 0, body, json.length, bytes.length);
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/octet-stream")
            .header(HEADER_LENGTH, String.valueOf(json.length))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    byte[] answer = response.body();
    long length = response.headers().firstValueAsLong(HEADER_LENGTH).orElse(answer.length);
    return new BinaryReply(
        response.statusCode(),
        new String(answer, 0, (int) length, StandardCharsets.UTF_8),
        Arrays.copyOfRange(answer, (int) length, answer.length));
  }

  private static <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException failed) {
      throw new AssertionError("no answer to " + request, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static String[] withJson(String... headers) {
    for (int n = 0; n < headers.length; n += 2) {
      if (headers[n].equalsIgnoreCase("Content-Type")) {
        return headers;
      }
    }
    String[] more = new String[headers.length + 2];
    System.arraycopy(headers, 0, more, 2, headers.length);
    more[0] = "Content-Type";
    more[1] = "application/json";
    return more;
  }
}
