package attention.service;

import attention.kernel.Kernels;
import attention.kernel.VectorApi;
import attention.kernel.WarmUp;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
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
  Supplier<Kernels> kernels(
      @Value("${attention.kernel:auto}") Choice choice, ApplicationEventPublisher events) {
    return choice == Choice.SCALAR ? Kernels::scalar : new Warming(new WarmUp(), events);
  }

  /// The fast ones once they are warm. They begin when the service has started, which they would
  /// only hold up.
  private record Warming(WarmUp warmUp, ApplicationEventPublisher events)
      implements Supplier<Kernels>, ApplicationListener<ApplicationReadyEvent> {

    @Override
    public Kernels get() {
      return warmUp.kernels();
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
      Thread.ofPlatform().name("warm-up").daemon().start(this::warmUpAndTell);
    }

    private void warmUpAndTell() {
      if (!VectorApi.load()) {
        LOG.info(
            "The plain kernel runs, which is slow for large requests: start Java with"
                + " --add-modules=jdk.incubator.vector for the fast one");
        return;
      }
      if (!warmUp.run()) {
        LOG.warn("The plain kernel runs: the fast one has not become faster");
        return;
      }
      LOG.info("The fast kernels are compiled and in use");
      events.publishEvent(new KernelsAreFast());
      System.gc(); // gives back memory: uncompiled, a vector is an object, and the heap has grown
    }
  }
}
