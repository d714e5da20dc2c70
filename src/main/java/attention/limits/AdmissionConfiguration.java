package attention.limits;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the server must know so that work can be let in by its cost.
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverRequests() {
    return tomcat -> tomcat.addEngineValves(new ServerRequest.Valve());
  }
}
