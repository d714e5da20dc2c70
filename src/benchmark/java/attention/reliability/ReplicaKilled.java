package attention.reliability;

import java.io.IOException;
import java.util.List;

/// `kill -9` of one of three replicas behind the load balancer, under load: no request fails.
record ReplicaKilled() implements Scenario {

  @Override
  public String name() {
    return "replica-killed";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    try (var replicas = new Replicas(bench)) {
      for (int n = 0; n < Replicas.count(); n++) {
        replicas.await((2L * n + 1) * bench.least() / (2L * Replicas.count()));
        replicas.kill(n);
        // A while without it, then another one.
        replicas.await((2L * n + 2) * bench.least() / (2L * Replicas.count()));
        replicas.restart(n);
      }
      return replicas.findings();
    }
  }
}
