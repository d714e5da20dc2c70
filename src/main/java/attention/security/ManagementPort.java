package attention.security;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/// Where the actuator has a port of its own, it needs the same keys there.
///
/// Spring Boot finds it by a file of `META-INF/spring` and makes it a part of that port's context;
/// a `@Configuration` would become a part of the service's own.
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementPort {

  @Bean
  static FilterRegistrationBean<ApiKeyFilter> keysOfOperators(ApiKeyFilter filter) {
    return new FilterRegistrationBean<>(filter);
  }
}
