package attention.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The bytes of a request.
///
/// @param bytes the text, and zeros behind it; not copied
/// @param length of the text
record Body(byte[] bytes, int length) {

  private static final int AT_FIRST = 16_384; // more than most requests have
  private static final int GROWTH = 4;

  /// Reads all bytes. Room is taken as they come, whatever was announced: who announces much and
  /// sends nothing shall cost nothing.
  ///
  /// @param expected how many there will be, as far as is known; -1 if nothing is
  /// @param room how many zeros must stand behind the text
  static Body read(InputStream in, long expected, int room) throws IOException {
    int known = Math.clamp(expected, 0, Integer.MAX_VALUE / GROWTH);
    byte[] bytes = new byte[(known == 0 ? AT_FIRST : Math.min(known, AT_FIRST)) + 1 + room];
    int length = 0;
    while (true) {
      int free = bytes.length - room - length;
      int count = in.read(bytes, length, free);
      if (count < 0) {
        return new Body(bytes, length);
      }
      length += count;
      if (count == free) {
        int more = GROWTH * length;
        int next = length <= known ? Math.min(more, known) : more;
        bytes = Arrays.copyOf(bytes, next + 1 + room);
      }
    }
  }

  /// Gives the text.
  InputStream stream() {
    return new ByteArrayInputStream(bytes, 0, length);
  }
}
