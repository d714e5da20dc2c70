package attention.limits;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/// The limits of connections in force: the server's own settings and ours beside them.
@Component
public class ServerLimits {

  // What a connection takes that has sent half of its headers: 16 KB for them, the buffers of both
  // directions, and the objects around them.
  private static final long BYTES_PER_CONNECTION = 40_000;

  private static final int FEWEST_CONNECTIONS = 256;
  private static final int MOST_CONNECTIONS = 16_384;

  private final ServerProperties server;
  private final TomcatServerProperties tomcat;
  private final ConnectionLimits connections;

  ServerLimits(
      ServerProperties server, TomcatServerProperties tomcat, ConnectionLimits connections) {
    this.server = server;
    this.tomcat = tomcat;
    this.connections = connections;
  }

  /// How many connections are open at once at most: as set, or as many as a quarter of the heap has
  /// room for.
  int maxConnections() {
    if (tomcat.getMaxConnections() > 0) {
      return tomcat.getMaxConnections();
    }
    long fit = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_CONNECTION;
    return Math.clamp(fit, FEWEST_CONNECTIONS, MOST_CONNECTIONS);
  }

  /// The settings that the server itself lacks.
  ConnectionLimits connections() {
    return connections;
  }

  /// All limits of connections, in the order of the documentation.
  public List<Limits.Limit> all() {
    return List.of(
        own("max-headers", connections.maxHeaders(), "headers"),
        own("header-timeout", connections.headerTimeout().toMillis(), "milliseconds"),
        own("min-send-rate", connections.minSendRate().toBytes(), "bytes per second"),
        own("min-read-rate", connections.minReadRate().toBytes(), "bytes per second"),
        own("rate-grace", connections.rateGrace().toMillis(), "milliseconds"),
        new Limits.Limit(
            "server.max-http-request-header-size",
            server.getMaxHttpRequestHeaderSize().toBytes(),
            "bytes"),
        ofTomcat("connection-timeout", millis(tomcat.getConnectionTimeout()), "milliseconds"),
        ofTomcat("keep-alive-timeout", millis(tomcat.getKeepAliveTimeout()), "milliseconds"),
        ofTomcat("max-keep-alive-requests", tomcat.getMaxKeepAliveRequests(), "requests"),
        ofTomcat("max-connections", maxConnections(), "connections"),
        ofTomcat("accept-count", tomcat.getAcceptCount(), "connections"));
  }

  private static long millis(@Nullable Duration time) {
    return time == null ? -1 : time.toMillis();
  }

  private static Limits.Limit own(String name, long value, String unit) {
    return new Limits.Limit("attention.limits." + name, value, unit);
  }

  private static Limits.Limit ofTomcat(String name, long value, String unit) {
    return new Limits.Limit("server.tomcat." + name, value, unit);
  }
}
