package attention.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// A body that ends the request when it has more bytes than allowed.
final class LimitedInputStream extends ServletInputStream {

  private static final int GZIP_BUFFER = 8192;

  private final InputStream in;
  private final Limits limits;
  private long count;
  private boolean finished;

  /// Counts the bytes of a body.
  LimitedInputStream(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /// Decompresses a body and counts what comes out.
  static LimitedInputStream gunzip(InputStream in, Limits limits) throws IOException {
    return new LimitedInputStream(new GZIPInputStream(in, GZIP_BUFFER), limits);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read < 0) {
      finished = true;
      return read;
    }
    count += read;
    limits.requireBody(count);
    return read;
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
