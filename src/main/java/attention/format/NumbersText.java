package attention.format;

import attention.core.Numbers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;

/// Many numbers as JSON, made at once: a generator copies them as they are to where it writes to.
final class NumbersText implements SerializableString {

  // What a number and its comma usually take, and the most that is written at once.
  private static final int BYTES_OF_FLOAT = 14;
  private static final int BYTES_OF_DOUBLE = 21;
  private static final int LEAST_ROOM = 2 * Math.max(FloatText.ROOM, DoubleText.ROOM);

  private final @Nullable FloatTexts floats;
  private int found; // where the floats stand whose texts these are

  private byte[] text = new byte[0];
  private int length;

  /// Makes an empty text.
  ///
  /// @param vectors whether to write many floats at once; needs the module `jdk.incubator.vector`
  NumbersText(boolean vectors) {
    floats = vectors ? new FloatTexts() : null;
  }

  /// Becomes a list of some numbers.
  NumbersText list(Numbers numbers, int from, int to) {
    clear();
    addList(numbers, from, to);
    return this;
  }

  /// Becomes some rows of a table, as lists with commas between them, but none around.
  NumbersText rows(Numbers numbers, int columns, int from, int to) {
    clear();
    text = withRoom((to - from) * columns * bytes(numbers));
    for (int row = from; row < to; row++) {
      addList(numbers, row * columns, (row + 1) * columns);
      text[length++] = ',';
    }
    length--;
    return this;
  }

  private static int bytes(Numbers numbers) {
    return switch (numbers) {
      case Numbers.Float32 _ -> BYTES_OF_FLOAT;
      case Numbers.Float64 _ -> BYTES_OF_DOUBLE;
    };
  }

  private void clear() {
    length = 0;
    found = -FloatDigits.BLOCK;
  }

  private void addList(Numbers numbers, int from, int to) {
    text = withRoom((to - from) * bytes(numbers));
    text[length++] = '[';
    switch (numbers) {
      case Numbers.Float32(float[] values) -> addFloats(values, from, to);
      case Numbers.Float64(double[] values) -> addDoubles(values, from, to);
    }
    text[length - (from < to ? 1 : 0)] = ']';
    length += from < to ? 0 : 1;
  }

  private void addFloats(float[] values, int from, int to) {
    int n = from;
    while (n < to) {
      n = floats == null ? addFloat(values, n) : addBlock(floats, values, n, to);
    }
  }

  private int addFloat(float[] values, int n) {
    text = withRoom(FloatText.ROOM);
    length = FloatText.write(values[n], text, length);
    text[length++] = ',';
    return n + 1;
  }

  /// Adds floats up to the end of their block.
  private int addBlock(FloatTexts floats, float[] values, int n, int to) {
    if (n - found >= FloatDigits.BLOCK) {
      if (n + FloatDigits.BLOCK > values.length) {
        return addFloat(values, n);
      }
      floats.find(values, n);
      found = n;
    }
    int end = Math.min(to, found + FloatDigits.BLOCK);
    text = withRoom((end - n) * FloatText.ROOM);
    length = floats.write(values, found, n - found, end - found, text, length);
    return end;
  }

  private void addDoubles(double[] values, int from, int to) {
    for (int n = from; n < to; n++) {
      if (text.length - length < LEAST_ROOM) {
        text = withRoom((to - n) * BYTES_OF_DOUBLE);
      }
      length = DoubleText.write(values[n], text, length);
      text[length++] = ',';
    }
  }

  private byte[] withRoom(int more) {
    int needed = length + more + LEAST_ROOM;
    return needed <= text.length ? text : Arrays.copyOf(text, Math.max(needed, 2 * text.length));
  }

  /// How many bytes it has.
  int length() {
    return length;
  }

  /// Writes it as it is.
  void writeTo(OutputStream out) throws IOException {
    out.write(text, 0, length);
  }

  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    if (length > buffer.length - offset) {
      return -1;
    }
    System.arraycopy(text, 0, buffer, offset, length);
    return length;
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return Arrays.copyOf(text, length);
  }

  @Override
  public String getValue() {
    throw bytesOnly();
  }

  @Override
  public int charLength() {
    throw bytesOnly();
  }

  @Override
  public char[] asQuotedChars() {
    throw bytesOnly();
  }

  @Override
  public byte[] asQuotedUTF8() {
    throw bytesOnly();
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    throw bytesOnly();
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    throw bytesOnly();
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    throw bytesOnly();
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) {
    throw bytesOnly();
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) {
    throw bytesOnly();
  }

  @Override
  public int putQuotedUTF8(ByteBuffer buffer) {
    throw bytesOnly();
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer buffer) {
    throw bytesOnly();
  }

  private static UnsupportedOperationException bytesOnly() {
    return new UnsupportedOperationException("only generators of bytes write this");
  }
}
