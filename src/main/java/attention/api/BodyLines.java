package attention.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a body, while they come. They are taken apart before they are decoded, so that one
/// that is no UTF-8 spoils no other.
final class BodyLines {

  private static final int PIECE = 8_192;

  private final InputStream in;
  private final byte[] piece = new byte[PIECE];
  private int at;
  private int end;

  BodyLines(InputStream in) {
    this.in = in;
  }

  /// Gives the next line that is not blank, without its end; nothing where the body ends.
  byte @Nullable [] next() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean blank = true;
    while (true) {
      int from = at;
      while (at < end && piece[at] != '\n' && piece[at] != '\r') {
        blank &= piece[at] == ' ' || piece[at] == '\t';
        at++;
      }
      if (!blank) {
        line.write(piece, from, at - from);
      }
      if (at < end) {
        at++;
        if (!blank) {
          return line.toByteArray();
        }
      } else if (!fill()) {
        return blank ? null : line.toByteArray();
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(piece));
    return end > 0;
  }
}
