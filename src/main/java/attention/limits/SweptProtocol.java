package attention.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Objects;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// HTTP with a total time for the head of a request. The server's own timeouts are for each read: a
/// byte every few seconds keeps a connection open for hours.
///
/// When a third of the connections is taken, clients are waited for a tenth of the time, and
/// unfinished heads are closed before even that, the oldest first.
public final class SweptProtocol extends Http11NioProtocol {

  private static final Duration PERIOD = Duration.ofMillis(250);

  // Of the connections allowed, how many may be open before there is a crowd.
  private static final double CROWDED = 1.0 / 3;

  private Duration headerTimeout = Duration.ZERO;
  private Duration readTimeout = Duration.ZERO;
  private Duration keepAliveTimeout = Duration.ZERO;
  private @Nullable Patience patience;
  private volatile boolean running;

  /// Made by the server, by its name.
  public SweptProtocol() {
    super(new LeanEndpoint());
  }

  /// Says how long clients are waited for.
  ///
  /// @param headTimeout for the head of a request, from its first byte
  /// @param waiting how patiently; is told when there is a crowd
  void setPatience(Duration headTimeout, Patience waiting) {
    headerTimeout = headTimeout;
    patience = waiting;
  }

  @Override
  public void start() throws Exception {
    super.start();
    running = true;
    readTimeout = Duration.ofMillis(getConnectionTimeout());
    keepAliveTimeout = Duration.ofMillis(getKeepAliveTimeout());
    Patience waiting = Objects.requireNonNull(patience);
    Thread.ofPlatform().daemon().name("slow-clients").start(() -> sweepAllTheTime(waiting));
  }

  @Override
  public void stop() throws Exception {
    running = false;
    super.stop();
  }

  /// Finds an open connection.
  ///
  /// @param address of the client
  /// @param port of the client
  @Nullable SocketWrapperBase<?> connection(String address, int port) {
    for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
      if (connection.getRemotePort() == port && address.equals(connection.getRemoteAddr())) {
        return connection;
      }
    }
    return null;
  }

  private void sweepAllTheTime(Patience waiting) {
    while (running) {
      try {
        Thread.sleep(PERIOD);
        sweep(waiting);
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failed) {
        getLog().warn("Slow connections could not be looked for", failed);
      }
    }
  }

  /// A connection whose client owes the rest of a head.
  private record Waiting(SocketWrapperBase<NioChannel> connection, long nanos) {}

  private void sweep(Patience patient) {
    long tooMany =
        getEndpoint().getConnectionCount() - (long) (CROWDED * getEndpoint().getMaxConnections());
    patient.setCrowded(tooMany > 0);
    setConnectionTimeout((int) patient.of(readTimeout).toMillis());
    setKeepAliveTimeout((int) patient.of(keepAliveTimeout).toMillis());
    long now = System.nanoTime();
    var waiting = new ArrayList<Waiting>();
    for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
      if (connection.getCurrentProcessor() instanceof AbstractProcessor processor
          && awaitsHead(processor)) {
        long since = processor.getRequest().getStartTimeNanos();
        if (since >= 0) {
          waiting.add(new Waiting(connection, now - since));
        }
      }
    }
    waiting.removeIf(
        one -> {
          boolean late = one.nanos() > headerTimeout.toNanos();
          if (late) {
            one.connection().close();
          }
          return late;
        });
    if (tooMany > 0) {
      waiting.sort(Comparator.comparingLong(Waiting::nanos).reversed());
      waiting.stream().limit(tooMany).forEach(one -> one.connection().close());
    }
  }

  /// A connection keeps its processor between two reads of the same head only; the processor says
  /// that it is at its beginning or its end then.
  private static boolean awaitsHead(AbstractProcessor processor) {
    int stage = processor.getRequest().getRequestProcessor().getStage();
    return !processor.isAsync()
        && (stage <= Constants.STAGE_PARSE || stage == Constants.STAGE_ENDED);
  }

  /// Connections that hold little memory while they wait.
  private static final class LeanEndpoint extends NioEndpoint {
    @Override
    protected NioChannel createChannel(SocketBufferHandler buffers) {
      return isSSLEnabled()
          ? super.createChannel(buffers) // encryption has buffers of its own beside these
          : super.createChannel(new LentBuffers(buffers.getReadBuffer().capacity()));
    }
  }
}
