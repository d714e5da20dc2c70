package attention.reliability;

import java.time.Duration;
import java.util.List;

/// Waits as `close` methods may: without an exception of their own. Whoever is interrupted
/// meanwhile waits no longer and stays interrupted.
final class Waiting {

  private Waiting() {}

  /// Waits for the end of threads.
  static void until(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the end of a process, and ends it by force where it does not end in time.
  static void until(Process process, Duration time) {
    try {
      if (!process.waitFor(time)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
