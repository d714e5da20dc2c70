package attention.limits;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The first part of a graceful stop: for a short time the service answers as before, but no longer
/// says that it is ready, and ends each connection with its next answer. Then it takes no new
/// connections, and a moment later Spring Boot finishes what has begun.
///
/// Balancers learn meanwhile to send nothing more, and clients that keep a connection leave it
/// between two requests: Tomcat, told to stop at once, closes connections over which a request is
/// already on its way.
@Component
class Drain implements SmartLifecycle, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  // Before Spring Boot stops the server: higher phases stop earlier.
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

  // What has just been accepted is read.
  private static final Duration LAST_REQUESTS = Duration.ofMillis(500);

  private final Duration time;
  private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  /// @param time how long connections are still taken after the service is told to stop; 0 stops at
  ///   once
  Drain(@Value("${attention.drain:1s}") Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("attention.drain must not be negative");
    }
    this.time = time;
  }

  @Override
  public void customize(TomcatServletWebServerFactory tomcat) {
    tomcat.addConnectorCustomizers(
        connector -> {
          if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocols.add(protocol);
          }
        });
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop(Runnable callback) {
    if (time.isZero()) {
      finish(callback);
      return;
    }
    // Not by a header "Connection: close" of ours: Tomcat sends no chunks beside one, and without
    // them nobody can tell a whole answer from the beginning of one.
    protocols.forEach(protocol -> protocol.setMaxKeepAliveRequests(1));
    after(
        time,
        () -> {
          protocols.forEach(AbstractHttp11Protocol::closeServerSocketGraceful);
          after(LAST_REQUESTS, () -> finish(callback));
        });
  }

  private static void after(Duration time, Runnable task) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(task);
  }

  private void finish(Runnable callback) {
    stop();
    callback.run();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// A pause, from which the service comes back, is no reason to close its port for good.
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
