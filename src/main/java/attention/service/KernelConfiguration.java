package attention.service;

import attention.kernel.Kernels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The kernels of this process, selected once.
@Configuration(proxyBeanMethods = false)
class KernelConfiguration {

  @Bean
  Kernels kernels() {
    return Kernels.select();
  }
}
