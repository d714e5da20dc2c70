package attention.limits;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the server must know so that work can be let in by its cost.
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

  // A large request keeps its carrier until it has been computed and written: small ones must find
  // another, and the operating system shares the processors among them.
  private static final int CARRIERS_PER_PROCESSOR = 4;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverRequests() {
    return tomcat -> tomcat.addEngineValves(new ServerRequest.Valve());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> carriers(WorkLimits limits) {
    var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    int processors = Runtime.getRuntime().availableProcessors();
    int carriers = Math.max(CARRIERS_PER_PROCESSOR * processors, limits.running() + processors);
    return tomcat -> scheduler.setParallelism(Math.max(carriers, scheduler.getParallelism()));
  }
}
