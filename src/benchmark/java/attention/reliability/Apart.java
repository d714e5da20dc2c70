package attention.reliability;

import attention.endtoend.Packages;
import java.io.IOException;

/// Keeps this process off the first processor as long as it is open, where there is more than one:
/// a service there shares nothing with its clients.
final class Apart implements AutoCloseable {

  private final int last = Runtime.getRuntime().availableProcessors() - 1;

  Apart() throws IOException {
    if (last > 0) {
      move("1-" + last);
    }
  }

  private static void move(String processors) throws IOException {
    String self = String.valueOf(ProcessHandle.current().pid());
    try {
      Packages.run("taskset", "--all-tasks", "--cpu-list", "--pid", processors, self);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    if (last > 0) {
      move("0-" + last);
    }
  }
}
