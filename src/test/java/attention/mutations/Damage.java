package attention.mutations;

import attention.mutations.Request.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Requests whose path, method or headers are not what they should be. How the body is framed stays
/// right: where that is wrong the next request is lost, which the hostile cases look at.
final class Damage {

  private static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "post", "POSTS", "M-X");

  private static final List<String> PIECES =
      List.of(
          "/",
          "//",
          ".",
          "..",
          "/../",
          "/./",
          ";a=b",
          "?",
          "?format=csv",
          "?format=x",
          "&pretty",
          "?pretty=%",
          "#",
          "%",
          "%00",
          "%2e%2e",
          "%2F",
          "%ff",
          "%zz",
          "%C3%A9",
          "\\",
          "|",
          "é",
          " ",
          "{",
          "0",
          "-1",
          "99999999999",
          "Cats",
          "weights",
          "a".repeat(2_000));

  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              "Content-Type",
              List.of(
                  "application/json; charset=utf-16",
                  "application/json;charset=UTF-8",
                  "application/cbor",
                  "application/x-ndjson",
                  "application/octet-stream",
                  "application/x-www-form-urlencoded",
                  "multipart/form-data; boundary=x",
                  "text/plain",
                  "json",
                  "*/*",
                  "application/json; q",
                  "application/json, text/plain",
                  "")),
          Map.entry(
              "Accept",
              List.of(
                  "*/*",
                  "*/*;q=0",
                  "text/csv",
                  "text/html",
                  "image/*",
                  "image/png, application/json;q=0.9",
                  "application/json;q=2",
                  "application/x-ndjson",
                  "application/problem+json",
                  ",,,",
                  "text/csv;a=\"",
                  "x",
                  "")),
          Map.entry("Content-Encoding", List.of("gzip", "br", "deflate", "identity", "gzip, gzip")),
          Map.entry("Accept-Encoding", List.of("gzip", "br;q=1, *;q=0", "identity;q=0", ",")),
          Map.entry("X-Request-Id", List.of("1", "a b", "\t", "<b>", "é", "x".repeat(500))),
          Map.entry("X-Request-Timeout", List.of("1", "0", "-1", "1e9", "x", "99999999999999999")),
          Map.entry("Inference-Header-Content-Length", List.of("0", "-1", "1e2", "x", "999", "+5")),
          Map.entry("Expect", List.of("100-continue", "the best")),
          Map.entry("Connection", List.of("close", "keep-alive", "Upgrade", "x")),
          Map.entry("Upgrade", List.of("h2c", "websocket")),
          Map.entry("Host", List.of("", "a b", "example.com:99999", "[::1", "user@host")),
          Map.entry("Origin", List.of("http://evil.example", "null", "")),
          Map.entry("Authorization", List.of("Bearer x", "Basic ?", "")),
          Map.entry("Range", List.of("bytes=0-1", "bytes=-9999")),
          Map.entry("If-None-Match", List.of("*", "\"a\"")),
          Map.entry("traceparent", List.of("00-0-0-00", "x", "00-" + "f".repeat(32) + "-1-01")),
          Map.entry("X-Forwarded-For", List.of("1.2.3.4", "'")),
          Map.entry("X-Forwarded-Host", List.of("evil.example", "a b")),
          Map.entry("X-HTTP-Method-Override", List.of("DELETE")),
          Map.entry("Cookie", List.of("a=b", "=", "a=\"")),
          Map.entry("Content-Language", List.of("xx")),
          Map.entry("X-A", List.of("a".repeat(9_000), "")));

  private static final List<String> NAMES = VALUES.keySet().stream().sorted().toList();

  private final SplittableRandom random;

  Damage(SplittableRandom random) {
    this.random = random;
  }

  /// Gives the request with one or two changes.
  Request of(Request request) {
    Request changed = request;
    for (int changes = random.nextInt(2); changes >= 0; changes--) {
      changed = once(changed);
    }
    return changed;
  }

  private Request once(Request request) {
    return switch (random.nextInt(10)) {
      case 0 -> withMethod(request, any(METHODS));
      case 1, 2, 3 -> withTarget(request, target(request.target()));
      case 4 -> withHeaders(request, fewer(request.headers()));
      case 5 -> withHeaders(request, broken(request.headers()));
      default -> {
        String name = any(NAMES);
        yield withHeaders(
            request, other(request.headers(), name, any(VALUES.getOrDefault(name, List.of("")))));
      }
    };
  }

  private static Request withMethod(Request request, String method) {
    return new Request(
        method, request.target(), request.headers(), request.body(), request.chunked());
  }

  /// A request line without a target is one of HTTP/0.9, whose answers have no head.
  private static Request withTarget(Request request, String target) {
    if (target.isBlank()) {
      return request;
    }
    return new Request(
        request.method(), target, request.headers(), request.body(), request.chunked());
  }

  private static Request withHeaders(Request request, List<Header> headers) {
    return new Request(
        request.method(), request.target(), headers, request.body(), request.chunked());
  }

  /// A target with a piece more, less, or otherwise.
  private String target(String target) {
    int at = random.nextInt(target.length() + 1);
    int to = Math.min(target.length(), at + random.nextInt(6));
    return switch (random.nextInt(3)) {
      case 0 -> target.substring(0, at) + any(PIECES) + target.substring(at);
      case 1 -> target.substring(0, at) + target.substring(to);
      default -> target.substring(0, at) + any(PIECES) + target.substring(to);
    };
  }

  private List<Header> fewer(List<Header> headers) {
    var fewer = new ArrayList<>(headers);
    fewer.remove(random.nextInt(fewer.size()));
    return fewer.isEmpty() ? headers : fewer;
  }

  /// Headers with one that stands twice, or another byte in one.
  private List<Header> broken(List<Header> headers) {
    var broken = new ArrayList<>(headers);
    int at = random.nextInt(broken.size());
    Header header = broken.get(at);
    switch (random.nextInt(3)) {
      case 0 -> broken.add(header);
      case 1 -> broken.set(at, new Header(otherByte(header.name()), header.value()));
      default -> broken.set(at, new Header(header.name(), otherByte(header.value())));
    }
    return broken;
  }

  /// Another byte somewhere, but for those that end a line, and the colon.
  private String otherByte(String text) {
    int at = text.isEmpty() ? 0 : random.nextInt(text.length());
    char other = (char) random.nextInt(256);
    String piece = "\r\n:".indexOf(other) >= 0 ? "" : String.valueOf(other);
    return text.substring(0, at) + piece + text.substring(Math.min(text.length(), at + 1));
  }

  private List<Header> other(List<Header> headers, String name, String value) {
    var others = new ArrayList<>(headers);
    if (random.nextInt(4) > 0) {
      others.removeIf(header -> header.is(name));
    }
    others.add(new Header(name, value));
    return others;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
