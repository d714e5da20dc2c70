package attention.telemetry;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An answer whose bytes are counted, and whose head tells what the time was spent on until the
/// head left.
final class MeteredResponse extends HttpServletResponseWrapper {

  private final Costs costs;
  private @Nullable ServletOutputStream out;
  private long announced = Long.MAX_VALUE;

  MeteredResponse(HttpServletResponse response, Costs costs) {
    super(response);
    this.costs = costs;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new Body(super.getOutputStream());
    }
    return out;
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    announced = length;
    super.setContentLengthLong(length);
  }

  @Override
  public void flushBuffer() throws IOException {
    tell();
    super.flushBuffer();
  }

  /// Writes the header, unless the head has left. Whatever sends the head must call this before.
  void tell() {
    if (!isCommitted()) {
      setHeader(ServerTiming.HEADER, ServerTiming.of(costs));
    }
  }

  private final class Body extends ServletOutputStream {
    private final ServletOutputStream out;

    Body(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (costs.phase() != Phase.WRITE) {
        costs.enter(Phase.WRITE);
      }
      if (costs.sent() + length >= Math.min(announced, getBufferSize())) {
        tell(); // the head leaves with these bytes, or counts as if it had
      }
      costs.addSent(length);
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      tell();
      out.flush();
    }

    @Override
    public void close() throws IOException {
      tell();
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
}
