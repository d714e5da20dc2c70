package attention.format;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;

/// Writes many floats at once: a piece of a list is made here, and copied as it is to where the
/// generator writes to.
final class FloatChunk implements SerializableString {

  private static final int SIZE = 1_024; // bytes; small beside the generator's own

  private final byte[] text = new byte[SIZE + FloatText.ROOM];
  private int length;

  /// Writes some floats as the elements of a list.
  void write(float[] values, int from, int to, JsonGenerator generator) {
    for (int n = from; n < to; n++) {
      if (n > from) {
        text[length++] = ',';
      }
      length = FloatText.write(values[n], text, length);
      if (length >= SIZE) {
        generator.writeRaw(this);
        length = 0;
      }
    }
    if (length > 0) {
      generator.writeRaw(this);
      length = 0;
    }
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
