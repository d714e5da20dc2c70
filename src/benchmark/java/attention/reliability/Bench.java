package attention.reliability;

import attention.endtoend.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the scenarios share: the service, how long each load lasts, and the memory that every
/// service took.
///
/// @param server the service as its image starts it
/// @param folder for logs and files
/// @param time how long each load lasts
/// @param least how many requests each proof with replicas takes
/// @param memories of the services that have ended, added by each as it ends
record Bench(Server server, Path folder, Duration time, int least, List<Memory> memories) {

  Bench(Server server, Path folder, Duration time, int least) {
    this(server, folder, time, least, new ArrayList<>());
  }

  /// Starts the service and waits until it is ready.
  Service start(Start how) throws IOException, InterruptedException {
    return new Service(this, how);
  }

  /// The row about memory: of the service that came nearest to its goal, or missed it most, among
  /// those that have ended since the last call. None if there was none.
  List<Finding> memory() {
    synchronized (memories) {
      List<Finding> worst =
          memories.stream().max(Comparator.comparingDouble(Memory::share)).stream()
              .map(Memory::finding)
              .toList();
      memories.clear();
      return worst;
    }
  }
}
