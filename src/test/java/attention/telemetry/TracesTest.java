package attention.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Traces: a caller's goes on in the service, and what the service adds reaches a collector.
///
/// @see <a href="https://www.w3.org/TR/trace-context/">W3C, Trace Context</a>
@DirtiesContext // or it would go on exporting beside other tests
class TracesTest extends RunningService {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"; // the W3C's example
  private static final String SPAN = "00f067aa0ba902b7";

  private static final BlockingQueue<byte[]> EXPORTED = new LinkedBlockingQueue<>();
  private static final HttpServer COLLECTOR = collector();

  private static HttpServer collector() {
    try {
      var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(here, 0);
      server.createContext(
          "/v1/traces",
          exchange -> {
            EXPORTED.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    String export = "management.opentelemetry.tracing.export.";
    int port = COLLECTOR.getAddress().getPort();
    settings.add("management.tracing.export.enabled", () -> true);
    settings.add(export + "otlp.endpoint", () -> "http://localhost:%d/v1/traces".formatted(port));
    settings.add(export + "schedule-delay", () -> "100ms");
  }

  @Test
  void theTraceOfACallerGoesOn() throws InterruptedException {
    post(ATTENTION, "{}", "traceparent", "00-%s-%s-01".formatted(TRACE, SPAN));

    byte[] exported = EXPORTED.poll(1, TimeUnit.MINUTES);

    assertThat(exported).as("exported in a minute").isNotNull();
    // In OTLP's protocol buffers, ids are their plain bytes and names their UTF-8.
    assertThat(latin(exported))
        .contains(latin(HexFormat.of().parseHex(TRACE)), latin(HexFormat.of().parseHex(SPAN)))
        .contains("http post " + ATTENTION);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
