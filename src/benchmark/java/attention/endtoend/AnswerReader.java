package attention.endtoend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Finds the end of an HTTP/1.1 answer and looks at as little of it as possible: the load generator
/// must not be what is measured.
final class AnswerReader {

  private static final int LONGEST_LINE = 8_192;

  /// What the next byte belongs to.
  private enum Part {
    STATUS,
    HEADERS,
    BODY,
    CHUNK_LENGTH,
    CHUNK,
    TRAILERS,
    NOTHING
  }

  private final byte[] line = new byte[LONGEST_LINE];
  private int lineLength;
  private Part part = Part.NOTHING;
  private boolean chunked;
  private boolean closing;
  private long left;

  /// Expects an answer.
  void begin() {
    part = Part.STATUS;
    chunked = false;
    closing = false;
    left = 0;
  }

  /// Tells whether the server closes the connection after this answer.
  boolean isClosing() {
    return closing;
  }

  /// Takes bytes of an answer.
  ///
  /// @return whether it is complete
  /// @throws IOException if the status is not 200
  boolean read(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (part == Part.NOTHING) {
        throw new IOException("more bytes than the answer has");
      }
      if (part == Part.BODY || part == Part.CHUNK) {
        skip(bytes);
      } else if (readLine(bytes)) {
        endLine();
      }
    }
    return part == Part.NOTHING;
  }

  private void skip(ByteBuffer bytes) {
    int count = (int) Math.min(left, bytes.remaining());
    bytes.position(bytes.position() + count);
    left -= count;
    if (left == 0) {
      part = part == Part.BODY ? Part.NOTHING : Part.CHUNK_LENGTH;
    }
  }

  /// Tells whether the line is complete.
  private boolean readLine(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        return true;
      }
      if (lineLength == LONGEST_LINE) {
        throw new IOException("a line of more than %d bytes".formatted(LONGEST_LINE));
      }
      line[lineLength++] = next;
    }
    return false;
  }

  private void endLine() throws IOException {
    int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
    lineLength = 0;
    switch (part) {
      case STATUS -> {
        String status = text(length);
        if (!status.startsWith("HTTP/1.1 200")) {
          throw new IOException("the server answers " + status);
        }
        part = Part.HEADERS;
      }
      case HEADERS -> {
        if (length > 0) {
          readHeader(length);
        } else {
          part = chunked ? Part.CHUNK_LENGTH : left > 0 ? Part.BODY : Part.NOTHING;
        }
      }
      case CHUNK_LENGTH -> {
        long chunk = Long.parseLong(text(length), 16);
        left = chunk + 2; // with the end of its line
        part = chunk == 0 ? Part.TRAILERS : Part.CHUNK;
      }
      case TRAILERS -> part = length > 0 ? Part.TRAILERS : Part.NOTHING;
      case BODY, CHUNK, NOTHING -> throw new IllegalStateException("no line is in a " + part);
    }
  }

  private void readHeader(int length) {
    byte first = line[0];
    if (first != 'C' && first != 'c' && first != 'T' && first != 't') {
      return;
    }
    String header = text(length).toLowerCase(Locale.ROOT);
    if (header.startsWith("content-length:")) {
      left = Long.parseLong(header.substring("content-length:".length()).strip());
    } else if (header.startsWith("transfer-encoding:")) {
      chunked = header.endsWith("chunked");
    } else if (header.startsWith("connection:")) {
      closing = header.endsWith("close");
    }
  }

  private String text(int length) {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }
}
