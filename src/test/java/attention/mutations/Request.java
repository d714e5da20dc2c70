package attention.mutations;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A request as it goes over a connection.
///
/// @param target path and query, as they are sent
/// @param headers all but those that frame the body
/// @param chunked whether the body goes in chunks instead of having a length
record Request(String method, String target, List<Header> headers, byte[] body, boolean chunked) {

  private static final int CHUNKS = 3;

  /// A header as it is sent.
  record Header(String name, String value) {

    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /// The same with one more header.
  Request with(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Request(method, target, more, body, chunked);
  }

  /// The value of a header, or an empty text.
  String header(String name) {
    return headers.stream().filter(h -> h.is(name)).map(Header::value).findFirst().orElse("");
  }

  /// What is sent.
  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers.forEach(h -> head.append(h.name).append(": ").append(h.value).append("\r\n"));
    head.append(
        chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (chunked) {
      writeChunks(out);
    } else {
      out.writeBytes(body);
    }
    return out.toByteArray();
  }

  private void writeChunks(ByteArrayOutputStream out) {
    int size = body.length / CHUNKS + 1;
    for (int at = 0; at < body.length; at += size) {
      int count = Math.min(size, body.length - at);
      out.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body, at, count);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /// The request as a person reads it: what is no ASCII stands as numbers.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (byte b : bytes()) {
      boolean plain = (b >= ' ' && b < 0x7f) || b == '\n';
      text.append(plain ? String.valueOf((char) b) : b == '\r' ? "" : escaped(b));
    }
    return text.toString();
  }

  private static String escaped(byte b) {
    return String.format(Locale.ROOT, "\\x%02x", b);
  }
}
