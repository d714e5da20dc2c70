package attention.reliability;

import attention.endtoend.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of an HTTP/1.1 request.
///
/// @param bytes head and body
record Message(byte[] bytes) {

  private static final String ATTENTION = "/api/v1/attention";

  /// A request for the attention of words.
  static Message of(Words words) {
    return post(ATTENTION, words.json());
  }

  /// The same, answered by lines of one query each.
  static Message byRows(Words words) {
    return post(ATTENTION + "?format=ndjson", words.json());
  }

  /// A request for the context alone: as much to compute, little to send.
  static Message contextOf(Words words) {
    return post(ATTENTION + "/context", words.json());
  }

  static Message post(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        head("POST " + path, "Content-Type: application/json", "Content-Length: " + body.length);
    byte[] bytes = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, bytes, head.length, body.length);
    return new Message(bytes);
  }

  static Message get(String path) {
    return new Message(head("GET " + path));
  }

  private static byte[] head(String start, String... headers) {
    var head = new StringBuilder(start).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// The same for a connection of its own.
  Message once() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return new Message(
        text.replaceFirst("\r\n", "\r\nConnection: close\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }
}
