package attention.limits;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/// What connections may take of memory and time, where the server has no setting for it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ServerProperties.class, TomcatServerProperties.class})
class ConnectionConfiguration {

  // Read at a time, which every connection holds; longer bodies are read in more calls of the
  // system.
  private static final DataSize READ_BUFFER = DataSize.ofKilobytes(8);

  // What the system keeps of an answer for a client that reads slowly, beyond the heap.
  private static final DataSize SEND_BUFFER = DataSize.ofKilobytes(256);

  /// After Spring's own, which sets the number of connections.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(
      ServerLimits limits, Patience patience) {
    return tomcat -> {
      tomcat.setProtocol(SweptProtocol.class.getName());
      tomcat.addConnectorCustomizers(
          connector -> {
            connector.setProperty("maxConnections", String.valueOf(limits.maxConnections()));
            connector.setProperty(
                "maxHeaderCount", String.valueOf(limits.connections().maxHeaders()));
            connector.setProperty("socket.appReadBufSize", bytes(READ_BUFFER));
            connector.setProperty("socket.appWriteBufSize", "0"); // lent, see LentBuffers
            connector.setProperty("socket.txBufSize", bytes(SEND_BUFFER));
            // A refusal comes before the body that it spares the client.
            connector.setProperty("continueResponseTiming", "onRead");
            if (connector.getProtocolHandler() instanceof SweptProtocol swept) {
              swept.setPatience(limits.connections().headerTimeout(), patience);
            }
          });
    };
  }

  private static String bytes(DataSize size) {
    return String.valueOf(size.toBytes());
  }
}
