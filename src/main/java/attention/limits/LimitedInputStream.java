package attention.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A body that ends the request when it has more bytes than allowed.
final class LimitedInputStream extends ServletInputStream {

  private static final int GZIP_BUFFER = 8192;

  private final InputStream in;
  private final Limits limits;
  private final @Nullable Admission admission;
  private long count;
  private boolean finished;

  /// Counts the bytes of a body.
  ///
  /// @param admission takes room for them, if anything does
  LimitedInputStream(InputStream in, Limits limits, @Nullable Admission admission) {
    this.in = in;
    this.limits = limits;
    this.admission = admission;
  }

  /// Decompresses a body and counts what comes out.
  ///
  /// @param admission takes room for it, if anything does
  static LimitedInputStream gunzip(InputStream in, Limits limits, @Nullable Admission admission)
      throws IOException {
    try {
      return new LimitedInputStream(new GZIPInputStream(in, GZIP_BUFFER), limits, admission);
    } catch (EOFException | ZipException broken) {
      throw new UnreadableBody(broken);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = readOn(bytes, offset, length);
    if (read < 0) {
      finished = true;
      return read;
    }
    count += read;
    limits.requireBody(count);
    if (admission != null) {
      admission.holdBody(Gate.memoryOfBody(count));
    }
    return read;
  }

  private int readOn(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (UnreadableBody unreadable) {
      throw unreadable;
    } catch (IOException broken) {
      throw new UnreadableBody(broken);
    }
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new UnsupportedOperationException("bodies are read blocking");
  }
}
