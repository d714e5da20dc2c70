package attention.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures one server after the other, each alone on the machine with the clients.
///
/// @param each how long each shape is measured
/// @param logs folder for what the servers print
record Measurement(Duration each, Path logs) {

  /// Many clients, to see how many requests per second are answered.
  static final List<Words> THROUGHPUTS =
      List.of(new Words(4, 3), new Words(16, 64), new Words(128, 64));

  /// One client, to see how long it waits for a large answer.
  static final List<Words> LATENCIES = List.of(new Words(512, 768), new Words(2_048, 64));

  private static final int CLIENTS = 16;
  private static final int WINDOWS = 5; // odd, so that the median is one of them
  private static final int LEAST_ANSWERS = 3; // of the largest, which take some ten seconds each
  private static final int WARM_UPS = 3;

  // Java compiles what is used while it is used: a server is warm when it has not become faster for
  // a while, longer than it waits for a place among what is to be compiled. Some never look steady.
  private static final double FASTER = 1.05;
  private static final int STEADY = 8;
  private static final int MOST_WARM_UPS = 24;

  /// Measures a server with JSON.
  ///
  /// @throws IllegalStateException if its answers are wrong
  Result json(Server server) throws IOException, InterruptedException {
    try (var running = new RunningServer(server, log(server))) {
      double first = secondsOf(running, THROUGHPUTS.getFirst());
      var throughputs = new ArrayList<Double>();
      double error = 0;
      long memory = 0;
      for (Words words : THROUGHPUTS) {
        error = Math.max(error, check(running, words));
        throughputs.add(throughput(running.port(), call(words)));
        memory = memory == 0 ? running.memory() : memory;
      }
      var latencies = new ArrayList<Answered>();
      for (Words words : LATENCIES) {
        long start = System.nanoTime();
        error = Math.max(error, check(running, words));
        latencies.add(latency(running, call(words), start));
      }
      return new Result(
          server.name(), throughputs, latencies, running.secondsToReady(), first, memory, error);
    }
  }

  /// Measures a server with bytes.
  ///
  /// @throws IllegalStateException if its answers are wrong
  Answered binary(Server server, Tensors tensors) throws IOException, InterruptedException {
    try (var running = new RunningServer(server, log(server))) {
      long start = System.nanoTime();
      var answer = running.post(tensors.call(), BodyHandlers.ofByteArray());
      AnswerCheck.binary(tensors.answer(answer), tensors.expected());
      return latency(running, tensors.call(), start + each.multipliedBy(WARM_UPS).toNanos());
    }
  }

  /// How many requests a second the clients send if the server does nothing.
  double clientsAlone() throws IOException {
    Words words = THROUGHPUTS.getFirst();
    Call call = call(words);
    try (var server = new CannedServer(call.message().length)) {
      return throughput(server.port(), call);
    }
  }

  private Path log(Server server) {
    return logs.resolve(server.name().replaceAll("\\W+", "-") + ".log");
  }

  private static Call call(Words words) {
    byte[] body = words.json().getBytes(StandardCharsets.UTF_8);
    return new Call("/api/v1/attention", "application/json", "", body);
  }

  private static double secondsOf(RunningServer running, Words words)
      throws IOException, InterruptedException {
    Call call = call(words);
    long start = System.nanoTime();
    running.post(call, BodyHandlers.discarding());
    return 1e-9 * (System.nanoTime() - start);
  }

  private static double check(RunningServer running, Words words)
      throws IOException, InterruptedException {
    try (InputStream answer = running.post(call(words), BodyHandlers.ofInputStream()).body()) {
      return AnswerCheck.json(answer, Stages64.of(words.vectors()));
    }
  }

  /// The median of some windows.
  private double throughput(int port, Call call) throws IOException {
    try (var load = new Load(port, call, CLIENTS)) {
      warmUp(load);
      double[] windows = new double[WINDOWS];
      for (int n = 0; n < WINDOWS; n++) {
        windows[n] = load.run(each.dividedBy(WINDOWS), 1).perSecond();
      }
      Arrays.sort(windows);
      return windows[WINDOWS / 2];
    }
  }

  private void warmUp(Load load) throws IOException {
    double most = 0;
    int steady = 0;
    for (int n = 0; n < MOST_WARM_UPS && steady < STEADY; n++) {
      double now = load.run(each, 1).perSecond();
      steady = now < FASTER * most ? steady + 1 : 0;
      most = Math.max(most, now);
    }
  }

  /// @param start since when it has been warming up
  private Answered latency(RunningServer running, Call call, long start) throws IOException {
    try (var load = new Load(running.port(), call, 1)) {
      Duration left = each.minusNanos(System.nanoTime() - start);
      if (left.isPositive()) {
        load.run(left, 1);
      }
      return load.run(each, LEAST_ANSWERS);
    }
  }
}
