package attention.api;

import attention.core.Spare;
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
    byte[] bytes = take(first(known) + 1 + room);
    int length = 0;
    while (true) {
      int free = bytes.length - room - length;
      int count = in.read(bytes, length, free);
      if (count < 0) {
        Arrays.fill(bytes, length, length + room, (byte) 0);
        return new Body(bytes, length);
      }
      length += count;
      if (count == free) {
        int more = GROWTH * length;
        int next = length <= known ? Math.min(more, known) : more;
        bytes = longer(bytes, length, next + 1 + room);
      }
    }
  }

  /// Gives the first of the sizes of which each is four times the one before it, and the last the
  /// known one: if the last but one were hardly smaller, nearly all would be copied twice.
  private static int first(int known) {
    int size = known == 0 ? AT_FIRST : known;
    while (size > AT_FIRST) {
      size = Math.ceilDiv(size, GROWTH);
    }
    return size;
  }

  private static byte[] longer(byte[] bytes, int length, int size) {
    byte[] longer = take(size);
    System.arraycopy(bytes, 0, longer, 0, length);
    Spare.BYTES.giveBack(bytes);
    return longer;
  }

  private static byte[] take(int size) {
    return Spare.BYTES.take(size, size + size / 4);
  }

  /// Leaves the memory to other bodies. Nobody may read this one any more.
  void giveBack() {
    Spare.BYTES.giveBack(bytes);
  }

  /// Gives the text.
  InputStream stream() {
    return new ByteArrayInputStream(bytes, 0, length);
  }
}
