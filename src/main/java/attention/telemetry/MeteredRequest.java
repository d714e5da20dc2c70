package attention.telemetry;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request whose bytes are counted.
final class MeteredRequest extends HttpServletRequestWrapper {

  private final Costs costs;
  private @Nullable ServletInputStream in;

  MeteredRequest(HttpServletRequest request, Costs costs) {
    super(request);
    this.costs = costs;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (in == null) {
      in = new Body(super.getInputStream(), costs);
    }
    return in;
  }

  private static final class Body extends ServletInputStream {
    private final ServletInputStream in;
    private final Costs costs;

    Body(ServletInputStream in, Costs costs) {
      this.in = in;
      this.costs = costs;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      costs.addReceived(Math.max(0, count));
      return count;
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
}
