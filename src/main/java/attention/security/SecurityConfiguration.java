package attention.security;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The settings of who may use the service, which nobody may see.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

  /// Hides keys where an operator lets the actuator show the values of settings.
  @Bean
  SanitizingFunction hiddenKeys() {
    return new HiddenKeys();
  }
}
