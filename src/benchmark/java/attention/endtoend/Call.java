package attention.endtoend;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/// A request, without the server that it goes to.
///
/// @param path where to
/// @param type of its content
/// @param header one more header, or nothing
/// @param body its bytes
record Call(String path, String type, String header, byte[] body) {

  /// Gives the bytes of an HTTP/1.1 request.
  byte[] message() {
    var message = new ByteArrayOutputStream();
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(path, type, header.isEmpty() ? "" : header + "\r\n", body.length);
    message.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(body);
    return message.toByteArray();
  }

  /// Gives the same request for the client of the JDK.
  HttpRequest request(int port) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (!header.isEmpty()) {
      request.header(
          header.substring(0, header.indexOf(':')), header.substring(header.indexOf(' ') + 1));
    }
    return request.build();
  }
}
