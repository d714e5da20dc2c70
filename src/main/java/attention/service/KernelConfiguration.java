package attention.service;

import attention.kernel.Kernel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The kernel of this process, selected once.
@Configuration(proxyBeanMethods = false)
class KernelConfiguration {

  @Bean
  Kernel kernel() {
    return Kernel.select();
  }
}
