package attention.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How fast the packaged service is over HTTP, beside peers that keep the same contract: words with
/// vectors in, scores, weights and context out, as JSON.
///
/// Each runs alone, one after the other, with the clients on the same processors. Prints a table
/// for `BENCHMARKS.md`; numbers in parentheses say how many times as fast ours is.
///
/// `-Dbenchmark.seconds=5` is how long each shape is measured, `-Dbenchmark.peers=.*` is found in
/// the names of the peers that take part.
final class EndToEndBenchmark {

  private static final Words TENSORS = new Words(512, 768);

  private EndToEndBenchmark() {}

  /// Prints what was measured, or fails if anybody answers something wrong.
  ///
  /// @param arguments the packaged service, and a folder for logs and downloads
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Path jar = Path.of(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    Path python = folder.resolve("python");
    double seconds = Double.parseDouble(System.getProperty("benchmark.seconds", "5"));
    var measurement = new Measurement(Duration.ofMillis(Math.round(1e3 * seconds)), folder);
    Packages.install(python);
    Server service = Servers.ours(jar, folder);
    Pattern wanted = Pattern.compile(System.getProperty("benchmark.peers", ".*"));
    List<Server> peers =
        Servers.peers(python).stream().filter(peer -> wanted.matcher(peer.name()).find()).toList();
    printHeader(service, python);
    System.out.printf(
        "clients alone   %,.0f requests/s of %s%n%n",
        measurement.clientsAlone(), Measurement.THROUGHPUTS.getFirst());
    Result.printHeader(Measurement.THROUGHPUTS, Measurement.LATENCIES);
    Result ours = measurement.json(service);
    System.out.println(ours.row(ours));
    for (Server peer : peers) {
      System.out.println(measurement.json(peer).row(ours));
    }
    printBinary(measurement, service, Servers.tuned(python));
  }

  private static void printBinary(Measurement measurement, Server service, Server fastApi)
      throws IOException, InterruptedException {
    Answered ours = measurement.binary(service, Tensors.Inference.of(TENSORS));
    Answered theirs = measurement.binary(fastApi, Tensors.Raw.of(TENSORS));
    System.out.printf("%n| contestant | %s as bytes, ms, median / p99 |%n|---|---|%n", TENSORS);
    System.out.printf(
        "| this service, binary tensors of the Open Inference Protocol | %.1f / %.1f |%n",
        1e3 * ours.median(), 1e3 * ours.p99());
    System.out.printf(
        "| FastAPI + NumPy, raw bytes | %.1f / %.1f (%.2f) |%n",
        1e3 * theirs.median(), 1e3 * theirs.p99(), theirs.median() / ours.median());
  }

  private static void printHeader(Server service, Path python)
      throws IOException, InterruptedException {
    Machine.print();
    System.out.printf("this service    %s%n", String.join(" ", service.command()));
    System.out.printf("Node            %s%n", Packages.run("node", "--version"));
    System.out.printf(
        "Python          %s%n",
        Packages.run(Servers.PYTHON, "src/benchmark/python/versions.py", python.toString()));
  }
}
