package attention.reliability;

import java.io.IOException;
import java.util.List;

/// All three replicas restarted, one after the other, under load: no request fails.
record RollingRestart() implements Scenario {

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public List<Finding> run(Bench bench) throws IOException, InterruptedException {
    try (var replicas = new Replicas(bench)) {
      replicas.await(bench.least() / (2 * Replicas.count()));
      for (int n = 0; n < Replicas.count(); n++) {
        replicas.stop(n);
        replicas.restart(n);
      }
      replicas.await(bench.least());
      return replicas.findings();
    }
  }
}
