package attention.limits;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.SocketBufferHandler;

/// The buffers of a connection, of which the larger ones are there only while they are of use: the
/// many connections that wait for their client hold none once the collector has come by.
///
/// The one for writing is there while there is something to write. The server fills the buffer,
/// empties it into the socket, and comes back here when it reads the next request: then an empty
/// buffer is given up. Where the next answer is sooner, it takes the same one.
///
/// A larger one for reading is there while a long body is read, for which several times as much
/// room has been taken on the heap.
final class LentBuffers extends SocketBufferHandler {

  // What the server hands over at a time at most.
  private static final int PIECE = 8 * 1024;

  // A head and a piece: new memory of the larger size would cost a small answer more than the rest
  // of it.
  private static final int FIRST_SIZE = PIECE + PIECE / 2;

  // An answer that fits is sent in one call of the system: whole, even if the service is killed.
  // One of many megabytes takes so many calls less.
  private static final int NEXT_SIZE = 4 * PIECE;

  // A body of many megabytes takes so many calls of the system less.
  private static final int READ_SIZE = 64 * 1024;
  private static final int READ_ROOM = 4 * READ_SIZE;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final WeakReference<ByteBuffer> NOTHING = new WeakReference<>(null);

  private volatile ByteBuffer buffer = NONE;
  private volatile WeakReference<ByteBuffer> last = NOTHING; // that was given up
  private volatile boolean filling = true;
  private volatile ByteBuffer readBuffer = NONE; // where it is not the usual one
  private volatile boolean readFilling = true;

  /// Gives the buffers of one connection.
  ///
  /// @param readSize bytes to read at a time
  LentBuffers(int readSize) {
    super(readSize, 0, false);
  }

  @Override
  public void configureReadBufferForWrite() {
    giveUp();
    super.configureReadBufferForWrite();
    if (!readFilling) {
      readBuffer.compact();
      readFilling = true;
    }
  }

  @Override
  public void configureReadBufferForRead() {
    super.configureReadBufferForRead();
    if (readFilling) {
      readBuffer.flip();
      readFilling = false;
    }
  }

  @Override
  public ByteBuffer getReadBuffer() {
    giveUp();
    if (isReadLent() != Admission.hasTakenForBody(READ_ROOM) && isReadBufferEmpty()) {
      lendReadBuffer(!isReadLent());
    }
    return isReadLent() ? readBuffer : super.getReadBuffer();
  }

  private boolean isReadLent() {
    return readBuffer.capacity() > 0;
  }

  private void lendReadBuffer(boolean isLent) {
    readBuffer = isLent ? ByteBuffer.allocate(READ_SIZE) : NONE;
    if (!readFilling) {
      readBuffer.flip();
    }
  }

  @Override
  public boolean isReadBufferEmpty() {
    boolean isEmpty = readFilling ? readBuffer.position() == 0 : !readBuffer.hasRemaining();
    return isEmpty && super.isReadBufferEmpty();
  }

  @Override
  public void unReadReadBuffer(ByteBuffer unread) {
    if (isReadLent()) {
      configureReadBufferForRead();
      int count = unread.remaining() + readBuffer.remaining();
      readBuffer = ByteBuffer.allocate(Math.max(READ_SIZE, count)).put(unread).put(readBuffer);
      readFilling = true;
      super.configureReadBufferForWrite();
    } else {
      super.unReadReadBuffer(unread);
    }
  }

  private boolean isLent() {
    return buffer.capacity() > 0;
  }

  private void giveUp() {
    if (isLent() && isWriteBufferEmpty()) {
      if (!last.refersTo(buffer)) {
        last = new WeakReference<>(buffer);
      }
      buffer = NONE;
      filling = true;
    }
  }

  @Override
  public void configureWriteBufferForWrite() {
    if (isReadLent() && isReadBufferEmpty()) {
      lendReadBuffer(false);
    }
    if (!isLent()) {
      ByteBuffer again = last.get();
      buffer = again == null ? ByteBuffer.allocate(FIRST_SIZE) : again.clear();
    } else if (!filling && buffer.hasRemaining()) {
      buffer.compact();
    } else if (!filling) {
      buffer = buffer.capacity() < NEXT_SIZE ? ByteBuffer.allocate(NEXT_SIZE) : buffer.clear();
    } else if (buffer.remaining() < PIECE && buffer.capacity() < NEXT_SIZE) {
      buffer = ByteBuffer.allocate(NEXT_SIZE).put(buffer.flip());
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
    forget();
  }

  @Override
  public void free() {
    super.free();
    forget();
  }

  private void forget() {
    last = NOTHING;
    buffer = NONE;
    filling = true;
    readBuffer = NONE;
    readFilling = true;
  }
}
