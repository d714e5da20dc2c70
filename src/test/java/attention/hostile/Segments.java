package attention.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;

/// The building blocks of what a corpus sends, as bytes.
final class Segments {

  private static final double UNIT = 0x1p-53;

  private Segments() {}

  /// The bytes of segments, one after another.
  static byte[] bytes(JsonNode segments) {
    var bytes = new ByteArrayOutputStream();
    for (JsonNode segment : segments) {
      bytes.writeBytes(one(segment));
    }
    return bytes.toByteArray();
  }

  /// The bytes of one segment.
  static byte[] one(JsonNode segment) {
    if (segment.has("s")) {
      return utf8(segment.get("s").asString());
    }
    if (segment.has("x")) {
      return HexFormat.of().parseHex(segment.get("x").asString());
    }
    if (segment.has("rep")) {
      return repeated(bytes(segment.get("of")), segment.get("rep").asInt());
    }
    if (segment.has("words")) {
      JsonNode words = segment.get("words");
      return words(words.get("n").asInt(), words.get("d").asInt(), words.path("seed").asLong(1));
    }
    if (segment.has("gzip")) {
      return gzip(bytes(segment.get("gzip")));
    }
    if (segment.has("hashCollide")) {
      JsonNode count = segment.get("hashCollide");
      return colliding(count.isObject() ? count.get("n").asInt() : count.asInt());
    }
    if (segment.has("post")) {
      JsonNode post = segment.get("post");
      byte[] body = bytes(post.get("body"));
      return join(
          head("POST", post.get("path").asString())
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n",
          body);
    }
    throw new IllegalArgumentException("unknown segment " + segment);
  }

  /// The bytes of a whole request.
  static byte[] request(JsonNode request) {
    var head = new StringBuilder();
    head.append(head(request.get("method").asString(), request.get("path").asString()));
    for (JsonNode header : request.get("headers")) {
      head.append(header.get(0).asString()).append(": ").append(header.get(1).asString());
      head.append("\r\n");
    }
    byte[] body = bytes(request.get("body"));
    String[] framing = request.get("framing").asString().split(":", 2);
    return switch (framing[0]) {
      case "length" -> join(head + "Content-Length: " + body.length + "\r\n\r\n", body);
      case "chunked" ->
          join(
              head + "Transfer-Encoding: chunked\r\n\r\n",
              chunks(body, Integer.parseInt(framing[1])));
      case "none", "declared" -> utf8(head + "\r\n");
      default -> throw new IllegalArgumentException("unknown framing " + framing[0]);
    };
  }

  private static String head(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  }

  private static byte[] chunks(byte[] body, int size) {
    var bytes = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += size) {
      int length = Math.min(size, body.length - from);
      bytes.writeBytes(utf8(Integer.toHexString(length) + "\r\n"));
      bytes.write(body, from, length);
      bytes.writeBytes(utf8("\r\n"));
    }
    bytes.writeBytes(utf8("0\r\n\r\n"));
    return bytes.toByteArray();
  }

  private static byte[] repeated(byte[] of, int times) {
    byte[] all = new byte[of.length * times];
    for (int n = 0; n < times; n++) {
      System.arraycopy(of, 0, all, n * of.length, of.length);
    }
    return all;
  }

  private static byte[] words(int count, int size, long seed) {
    var text = new StringBuilder();
    var numbers = new SplitMix(seed);
    for (int n = 0; n < count; n++) {
      text.append(n == 0 ? "" : ",").append("{\"word\":\"w").append(n).append("\",\"vector\":[");
      for (int e = 0; e < size; e++) {
        text.append(e == 0 ? "" : ",").append((numbers.next() >>> 11) * UNIT * 2 - 1);
      }
      text.append("]}");
    }
    return utf8(text.toString());
  }

  private static byte[] colliding(int count) {
    int length = Math.max(1, 32 - Integer.numberOfLeadingZeros(Math.max(1, count - 1)));
    var text = new StringBuilder("{");
    for (int n = 0; n < count; n++) {
      text.append(n == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < length; bit++) {
        text.append((n >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":1");
    }
    return utf8(text.append('}').toString());
  }

  private static byte[] gzip(byte[] bytes) {
    var compressed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }

  private static byte[] join(String head, byte[] body) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(utf8(head));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The generator of Steele, Lea and Flood (2014).
  private static final class SplitMix {
    private long state;

    SplitMix(long seed) {
      state = seed;
    }

    long next() {
      state += 0x9e3779b97f4a7c15L;
      long z = state;
      z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
      z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
      return z ^ z >>> 31;
    }
  }
}
