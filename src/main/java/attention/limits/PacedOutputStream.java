package attention.limits;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;

/// An answer that ends when it is read too slowly.
final class PacedOutputStream extends ServletOutputStream {

  // How often the pace is looked at: a slow reader blocks the writer inside one call.
  private static final int PIECE = 32 * 1024;

  // What takes longer waits for the client.
  private static final long BLOCKED = Duration.ofMillis(200).toNanos();

  private final ServletOutputStream out;
  private final Pace pace;
  private long lastLetOthers = System.nanoTime();

  /// Watches an answer.
  PacedOutputStream(ServletOutputStream out, Pace pace) {
    this.out = out;
    this.pace = pace;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int count = Math.min(PIECE, length - done);
      long start = System.nanoTime();
      out.write(bytes, offset + done, count);
      passed(count, start);
    }
  }

  @Override
  public void flush() throws IOException {
    long start = System.nanoTime();
    out.flush();
    passed(0, start);
  }

  private void passed(int count, long start) {
    long now = System.nanoTime();
    long waited = now - start;
    Admission admission = Admission.current();
    if (admission != null && waited > BLOCKED) {
      admission.waitForClient();
    }
    if (now - lastLetOthers > Admission.SHORT) {
      Admission.letOthers();
      lastLetOthers = System.nanoTime();
    }
    pace.add(count, waited);
    if (pace.tooSlow()) {
      throw new SlowClient("answer", "min-read-rate");
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
