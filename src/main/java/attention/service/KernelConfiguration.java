package attention.service;

import attention.kernel.Kernels;
import attention.kernel.WarmUp;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The kernels of this process: the fast ones as soon as they are fast, the plain ones until then
/// and where there are no others. Nobody sees which, except by the time: the bits are the same.
@Configuration(proxyBeanMethods = false)
class KernelConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(KernelConfiguration.class);

  /// What an operator may choose.
  enum Choice {
    /// The fastest that is warm.
    AUTO,
    /// The plain ones.
    SCALAR
  }

  @Bean
  Supplier<Kernels> kernels(@Value("${attention.kernel:auto}") Choice choice) {
    if (choice == Choice.SCALAR) {
      return Kernels::scalar;
    }
    if (!Kernels.isVectorApiThere()) {
      LOG.info(
          "The plain kernel runs, which is slow for large requests: start Java with"
              + " --add-modules=jdk.incubator.vector for the fast one");
      return Kernels::scalar;
    }
    var warmUp = new WarmUp();
    Thread.ofPlatform().name("warm-up").daemon().start(warmUp);
    return warmUp::kernels;
  }
}
