package attention.reliability;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Asks a service again and again whether it is ready.
final class Readiness implements AutoCloseable {

  private static final long PAUSE_MILLIS = 250;

  private final Service service;
  private final Thread thread;
  private volatile boolean stopping;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong noes = new AtomicLong();

  /// Begins.
  Readiness(Service service) {
    this.service = service;
    this.thread = Thread.ofVirtual().start(this::ask);
  }

  private void ask() {
    try {
      while (!stopping) {
        if (!service.isReady()) {
          noes.incrementAndGet();
        }
        asked.incrementAndGet();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  long asked() {
    return asked.get();
  }

  /// How often it was not, or did not say so within five seconds.
  long noes() {
    return noes.get();
  }

  @Override
  public void close() {
    stopping = true;
    Waiting.until(List.of(thread));
  }
}
