package attention.limits;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/// How much passes between a connection and the service at a time, which is also the memory that a
/// connection takes.
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

  // Four times Tomcat's own: an answer of many megabytes takes that many calls of the system less.
  private static final DataSize BUFFER = DataSize.ofKilobytes(32);

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> socketBuffers() {
    String bytes = String.valueOf(BUFFER.toBytes());
    return tomcat ->
        tomcat.addConnectorCustomizers(
            connector -> {
              connector.setProperty("socket.appReadBufSize", bytes);
              connector.setProperty("socket.appWriteBufSize", bytes);
            });
  }
}
