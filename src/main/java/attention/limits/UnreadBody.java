package attention.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/// Reads and drops what is left of the body of a request that is refused.
///
/// Most bodies have come whole when their refusal is written: dropped before, they leave a
/// connection that can be kept. The rest of a long one is dropped afterwards, because a connection
/// that is closed with bytes unread is reset, and a reset throws away the answer before the client
/// has seen it.
///
/// The body is taken from the server itself: a servlet's is closed as soon as the answer is
/// complete.
public final class UnreadBody {

  // What may come between the head and the refusal; more is worth a connection.
  private static final long SHORT = 256 << 10;

  // As much as a body may have by default; whoever sends more does not look at answers anyway.
  private static final long MOST_BYTES = 64L << 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(80);

  private UnreadBody() {}

  /// Tells whether a request has a body that has not been read to its end.
  static boolean isOf(HttpServletRequest request) {
    Request known = serverRequest(request);
    return known != null && !known.isFinished();
  }

  /// Drops as much of a body as has come already, if its length is known and short. Waits for
  /// nothing.
  ///
  /// @param request has not been answered yet
  public static void dropWhatCame(HttpServletRequest request) {
    Request known = serverRequest(request);
    if (known == null || known.getContentLengthLong() < 0 || known.getContentLengthLong() > SHORT) {
      return;
    }
    try {
      var piece = new Piece();
      while (!known.isFinished() && hasCome(known)) {
        known.doRead(piece);
      }
    } catch (IOException _) {
      // The client has gone, or sends what is no body: its refusal says enough.
    }
  }

  /// Drops the rest of a body, as far as it comes soon; the connection is closed if there is more.
  ///
  /// @param request has been answered
  /// @param atMost how long to wait for it
  static void dropRest(HttpServletRequest request, Duration atMost) {
    Request known = serverRequest(request);
    if (known == null) {
      return;
    }
    long end = System.nanoTime() + atMost.toNanos();
    try {
      var piece = new Piece();
      Duration pause = FIRST_PAUSE;
      long dropped = 0;
      while (dropped < MOST_BYTES && System.nanoTime() < end && !known.isFinished()) {
        // Reading what is not there would wait for as long as the client wants.
        if (hasCome(known)) {
          dropped += Math.max(0, known.doRead(piece));
          pause = FIRST_PAUSE;
        } else {
          Thread.sleep(pause);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
      }
      if (!known.isFinished()) {
        // The server would wait for it, too, before it closes the connection.
        known.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    } catch (IOException _) {
      // The client has gone, or sends what is no body: either way nothing is left to read.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells whether bytes are there, also those that the server has not looked for yet.
  private static boolean hasCome(Request request) {
    request.action(ActionCode.AVAILABLE, true);
    return request.getAvailable() > 0;
  }

  private static @Nullable Request serverRequest(HttpServletRequest request) {
    var known = ServerRequest.of(request);
    return known == null ? null : known.getCoyoteRequest();
  }

  /// Where the server puts what it has read.
  private static final class Piece implements ApplicationBufferHandler {
    private ByteBuffer bytes = EMPTY_BUFFER;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      bytes = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return bytes;
    }

    @Override
    public void expand(int size) {
      // It reads no more than it has room for.
    }
  }
}
