package attention.limits;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/// A body that ends the request when it comes too slowly.
final class PacedInputStream extends ServletInputStream {

  private final ServletInputStream in;
  private final Pace pace;

  /// Watches a body.
  PacedInputStream(ServletInputStream in, Pace pace) {
    this.in = in;
    this.pace = pace;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long start = System.nanoTime();
    int read = in.read(bytes, offset, length);
    pace.add(Math.max(0, read), System.nanoTime() - start);
    if (read >= 0 && pace.tooSlow()) {
      throw new SlowClient("body", "min-send-rate");
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }
}
