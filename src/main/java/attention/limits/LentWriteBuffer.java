package attention.limits;

import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.SocketBufferHandler;

/// The buffers of a connection, of which the one for writing is there only while there is something
/// to write: the many connections that wait for their client hold none.
///
/// The server fills the buffer, empties it into the socket, and comes back here when it reads the
/// next request: then an empty buffer is given up.
final class LentWriteBuffer extends SocketBufferHandler {

  // The server's own, and four times that for what does not fit: an answer of many megabytes takes
  // that many calls less, while new memory of this size would cost a small one more than the rest
  // of it.
  private static final int FIRST_SIZE = 8 * 1024;
  private static final int NEXT_SIZE = 32 * 1024;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private volatile ByteBuffer buffer = NONE;
  private volatile boolean filling = true;

  /// Gives the buffers of one connection.
  ///
  /// @param readSize bytes to read at a time
  LentWriteBuffer(int readSize) {
    super(readSize, 0, false);
  }

  @Override
  public void configureReadBufferForWrite() {
    giveUp();
    super.configureReadBufferForWrite();
  }

  @Override
  public ByteBuffer getReadBuffer() {
    giveUp();
    return super.getReadBuffer();
  }

  private boolean isLent() {
    return buffer.capacity() > 0;
  }

  private void giveUp() {
    if (isLent() && isWriteBufferEmpty()) {
      buffer = NONE;
      filling = true;
    }
  }

  @Override
  public void configureWriteBufferForWrite() {
    if (!isLent()) {
      buffer = ByteBuffer.allocate(FIRST_SIZE);
    } else if (!filling && buffer.hasRemaining()) {
      buffer.compact();
    } else if (!filling) {
      buffer = buffer.capacity() < NEXT_SIZE ? ByteBuffer.allocate(NEXT_SIZE) : buffer.clear();
    }
    filling = true;
  }

  @Override
  public void configureWriteBufferForRead() {
    if (filling) {
      buffer.flip();
      filling = false;
    }
  }

  @Override
  public ByteBuffer getWriteBuffer() {
    return buffer;
  }

  @Override
  public boolean isWriteBufferWritable() {
    return !isLent() || (filling ? buffer.hasRemaining() : !buffer.hasRemaining());
  }

  @Override
  public boolean isWriteBufferEmpty() {
    return filling ? buffer.position() == 0 : !buffer.hasRemaining();
  }

  @Override
  public void reset() {
    super.reset();
    buffer = NONE;
    filling = true;
  }

  @Override
  public void free() {
    super.free();
    buffer = NONE;
  }
}
