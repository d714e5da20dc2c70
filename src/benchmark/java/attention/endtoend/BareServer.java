package attention.endtoend;

import attention.AttentionApplication;
import attention.service.AttentionAnswer;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/// Our codec, service and kernels behind the HTTP server of the JDK: what is left of the time where
/// Spring and Tomcat have no part in an answer.
///
/// The parts are those of the service itself, which is started for them and then not asked.
final class BareServer {

  private record Input(HttpHeaders headers, InputStream body) implements HttpInputMessage {

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return body;
    }
  }

  private record Output(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public OutputStream getBody() {
      return body;
    }
  }

  private final AttentionService service;
  private final HttpMessageConverter<AttentionRequest> reader;
  private final HttpMessageConverter<AttentionAnswer> writer;

  private BareServer(ApplicationContext parts) {
    service = parts.getBean(AttentionService.class);
    reader =
        converter(parts, one -> one.canRead(AttentionRequest.class, MediaType.APPLICATION_JSON));
    writer =
        converter(parts, one -> one.canWrite(AttentionAnswer.class, MediaType.APPLICATION_JSON));
  }

  @SuppressWarnings("unchecked") // it says what it converts
  private static <T> HttpMessageConverter<T> converter(
      ApplicationContext parts, Predicate<HttpMessageConverter<?>> fits) {
    return (HttpMessageConverter<T>)
        parts.getBean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
            .filter(fits)
            .findFirst()
            .orElseThrow();
  }

  /// Listens until the process ends.
  ///
  /// @param arguments the port
  public static void main(String[] arguments) throws IOException {
    var server =
        new BareServer(
            SpringApplication.run(
                AttentionApplication.class, "--server.address=127.0.0.1", "--server.port=0"));
    int port = Integer.parseInt(arguments[0]);
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/readyz", BareServer::ready);
    http.createContext("/api/v1/attention", server::attend);
    http.start();
  }

  private static void ready(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void attend(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request =
          reader.read(AttentionRequest.class, new Input(json(), exchange.getRequestBody()));
      var body = new ByteArrayOutputStream();
      writer.write(service.attend(request), MediaType.APPLICATION_JSON, new Output(json(), body));
      exchange.getResponseHeaders().set("Content-Type", MediaType.APPLICATION_JSON_VALUE);
      exchange.sendResponseHeaders(200, body.size());
      body.writeTo(exchange.getResponseBody());
    }
  }

  private static HttpHeaders json() {
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return headers;
  }
}
