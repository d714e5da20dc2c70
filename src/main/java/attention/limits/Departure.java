package attention.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// Whether a client has closed its side of the connection while it should wait for its answer.
///
/// Nothing tells a server that, unless it reads. Reading without waiting for bytes finds the end;
/// bytes that are there belong to the next request and stay in the buffer of the connection.
final class Departure {

  private final @Nullable Request request;
  private @Nullable SocketWrapperBase<?> connection;

  /// Watches the connection of a request.
  Departure(HttpServletRequest request) {
    this.request = ServerRequest.of(request);
  }

  /// Tells whether the client has gone. One thread may ask at a time, while no other reads the body
  /// or writes the answer.
  boolean hasHappened() {
    if (request == null || !request.getCoyoteRequest().isFinished()) {
      return false; // the body is still read, which finds out by itself
    }
    if (connection == null
        && request.getConnector().getProtocolHandler() instanceof SweptProtocol protocol) {
      connection = protocol.connection(request.getRemoteAddr(), request.getRemotePort());
    }
    try {
      if (connection != null) {
        connection.isReadyForRead();
      }
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
