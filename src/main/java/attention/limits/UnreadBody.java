package attention.limits;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;

/// Reads and drops what a client still sends after it was refused. A connection that is closed with
/// bytes unread is reset, and a reset throws away the answer before the client has seen it.
final class UnreadBody {

  // As much as a body may have by default; whoever sends more does not look at answers anyway.
  private static final long MOST_BYTES = 64L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final int PIECE = 8192;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private UnreadBody() {}

  /// Drops the rest of a body, as far as it comes soon. Its answer must have been sent.
  static void drop(HttpServletRequest request) {
    long end = System.nanoTime() + LONGEST.toNanos();
    byte[] piece = new byte[PIECE];
    long dropped = 0;
    try {
      ServletInputStream in = request.getInputStream();
      while (!in.isFinished() && dropped < MOST_BYTES && System.nanoTime() < end) {
        // Reading what is not there would wait for as long as the client wants.
        int available = available(request, in);
        if (available == 0) {
          Thread.sleep(PAUSE);
          continue;
        }
        int read = in.read(piece, 0, Math.min(PIECE, available));
        if (read < 0) {
          return;
        }
        dropped += read;
      }
    } catch (IOException _) {
      // The client has gone, or sends what is no body: either way nothing is left to read.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many bytes are there, also those that the server has not looked for yet.
  private static int available(HttpServletRequest request, ServletInputStream in)
      throws IOException {
    Request known = ServerRequest.of(request);
    int read = in.available();
    if (read > 0 || known == null) {
      return read;
    }
    known.getCoyoteRequest().action(ActionCode.AVAILABLE, true);
    return known.getCoyoteRequest().getAvailable();
  }
}
