package attention.api;

import attention.AttentionApplication;
import attention.service.AttentionService;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// Our codec, service and kernels behind the HTTP server of the JDK: what is left of the time if
/// Spring's and Tomcat's share is taken away.
///
/// Spring puts the parts together before the first request and has no part in answering one.
final class BareServer {

  private final RequestReader reader;
  private final AttentionService service;
  private final JsonMapper json;

  private BareServer(ApplicationContext parts) {
    reader = parts.getBean(RequestReader.class);
    service = parts.getBean(AttentionService.class);
    json = parts.getBean(JsonMapper.class);
  }

  /// Listens until the process ends.
  ///
  /// @param arguments the port
  public static void main(String[] arguments) throws IOException {
    var server =
        new BareServer(
            new SpringApplicationBuilder(AttentionApplication.class)
                .web(WebApplicationType.NONE)
                .run());
    int port = Integer.parseInt(arguments[0]);
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/readyz", BareServer::ready);
    http.createContext("/api/v1/attention", server::attend);
    http.start();
  }

  private void attend(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = service.attend(reader.read(exchange.getRequestBody()));
      var body = new ByteArrayOutputStream();
      json.writeValue(body, answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.size());
      body.writeTo(exchange.getResponseBody());
    }
  }

  private static void ready(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
