package attention.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// HTTP answers, taken from the bytes of a connection.
final class Answers {

  private Answers() {}

  /// One answer.
  record Answer(int status, String head, Map<String, String> headers, byte[] body) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// The answers that are complete; those that only announce another (1xx) do not count.
  ///
  /// @param closed whether nothing more will come, which ends an answer without a length
  /// @param head whether answers have no body, because only their heads were asked for
  static List<Answer> complete(byte[] bytes, boolean closed, boolean head) {
    var answers = new ArrayList<Answer>();
    int at = 0;
    while (at < bytes.length) {
      int end = indexOf(bytes, "\r\n\r\n", at);
      if (end < 0) {
        break;
      }
      String top = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
      Map<String, String> headers = headers(top);
      int status = Integer.parseInt(top.split(" ", 3)[1]);
      int from = end + 4;
      if (status < 200) {
        at = from;
        continue;
      }
      var body = new ByteArrayOutputStream();
      int next;
      if (head || status == 204 || status == 304) {
        next = from;
      } else if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
        next = chunks(bytes, from, body);
      } else if (headers.containsKey("content-length")) {
        int length = Integer.parseInt(headers.get("content-length"));
        next = from + length > bytes.length ? -1 : from + length;
        if (next >= 0) {
          body.write(bytes, from, length);
        }
      } else {
        next = closed ? bytes.length : -1;
        body.write(bytes, from, bytes.length - from);
      }
      if (next < 0) {
        break;
      }
      answers.add(new Answer(status, top, headers, body.toByteArray()));
      at = next;
    }
    return answers;
  }

  private static Map<String, String> headers(String top) {
    var headers = new TreeMap<String, String>();
    top.lines()
        .skip(1)
        .map(line -> line.split(":", 2))
        .forEach(
            parts ->
                headers.put(
                    parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1].trim() : ""));
    return headers;
  }

  /// Gives where the chunks end, or -1 if they have not all come.
  private static int chunks(byte[] bytes, int from, ByteArrayOutputStream body) {
    int at = from;
    while (true) {
      int line = indexOf(bytes, "\r\n", at);
      if (line < 0) {
        return -1;
      }
      int size =
          Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.ISO_8859_1), 16);
      int data = line + 2;
      if (data + size + 2 > bytes.length) {
        return -1;
      }
      body.write(bytes, data, size);
      at = data + size + 2;
      if (size == 0) {
        return at;
      }
    }
  }

  private static int indexOf(byte[] bytes, String what, int from) {
    for (int at = from; at <= bytes.length - what.length(); at++) {
      int n = 0;
      while (n < what.length() && bytes[at + n] == what.charAt(n)) {
        n++;
      }
      if (n == what.length()) {
        return at;
      }
    }
    return -1;
  }
}
