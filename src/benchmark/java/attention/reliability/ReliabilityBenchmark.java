package attention.reliability;

import attention.endtoend.Machine;
import attention.endtoend.Server;
import attention.endtoend.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What overload and faults do to the packaged service: prints the table of `RELIABILITY.md`, and
/// fails if something happened that must never happen.
///
/// `-Dreliability.scenarios=.*` is found in the names of the scenarios that are run,
/// `-Dreliability.seconds=10` is how long each load lasts, `-Dreliability.requests=20000` how many
/// requests the replicas answer at least.
final class ReliabilityBenchmark {

  private static final List<Scenario> SCENARIOS =
      List.of(
          new Overload(),
          new SmallBesideLarge(),
          new LargeByRows(),
          new ReplicaKilled(),
          new RollingRestart(),
          new SlowClients(),
          new ClientLeaves(),
          new StopUnderLoad(),
          new MemoryPressure(),
          new Surroundings(),
          new ToxicNetwork());

  private ReliabilityBenchmark() {}

  /// Runs the scenarios, one after the other.
  ///
  /// @param arguments the packaged service, and a folder for logs and files
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Path jar = Path.of(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1])).toAbsolutePath();
    Pattern wanted = Pattern.compile(System.getProperty("reliability.scenarios", ".*"));
    double seconds = Double.parseDouble(System.getProperty("reliability.seconds", "10"));
    Server server = Servers.ours(jar, folder);
    var bench =
        new Bench(
            server,
            folder,
            Duration.ofMillis(Math.round(1e3 * seconds)),
            Integer.getInteger("reliability.requests", 20_000));
    Machine.print();
    System.out.printf("this service    %s%n%n", String.join(" ", server.command()));
    System.out.println("| scenario | what | measured | goal | |\n|---|---|---|---|---|");
    boolean holds = true;
    for (Scenario scenario : SCENARIOS) {
      if (wanted.matcher(scenario.name()).find()) {
        holds &= run(scenario, bench);
      }
    }
    if (!holds) {
      System.out.printf("%nNot everything holds. What the services printed lies in %s%n", folder);
      System.exit(1);
    }
  }

  /// Whether everything held that must.
  private static boolean run(Scenario scenario, Bench bench) throws InterruptedException {
    boolean holds = true;
    try {
      for (Finding finding : scenario.run(bench)) {
        System.out.println(finding.row(scenario.name()));
        holds &= finding.verdict() != Finding.Verdict.BROKEN;
      }
    } catch (IOException failed) {
      System.out.println(
          Finding.proof("the scenario", failed.toString(), "runs to its end", false)
              .row(scenario.name()));
      holds = false;
    }
    for (Finding finding : bench.memory()) {
      System.out.println(finding.row(scenario.name()));
    }
    return holds;
  }
}
