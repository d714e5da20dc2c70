package attention.core;

import attention.kernel.Kernels;
import attention.kernel.WarmUp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;

/// How much two threads help, ours and the peers', each in a process of its own: threads of peers
/// that wait for work by spinning would take the second processor from everybody else.
///
/// Prints for each contestant the milliseconds of one thread, of two, and of two beside a process
/// that keeps one processor busy: medians of wall-clock time.
///
/// `-Dbenchmark.seconds=5` is how long each contestant warms up, and then how long it is measured.
final class ThreadsBenchmark {

  private static final List<BenchmarkShape> SHAPES =
      List.of(BenchmarkShape.of(2_048, 64), new BenchmarkShape(8, 2_048, 2_048, 64, false));

  private static final String BUSY = "busy";

  /// Who computes.
  private enum Who {
    CONTEXT("context"),
    LIBTORCH("libtorch"),
    ONNX("ONNX Runtime Attention"),
    STEPS("scores + weights + context"),
    LIBTORCH_STEPS("libtorch three steps"),
    ONNX_STEPS("ONNX Runtime three steps");

    private final String title;

    Who(String title) {
      this.title = title;
    }
  }

  private ThreadsBenchmark() {}

  /// Prints the table, or, told a contestant, a shape and how many threads, measures one.
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    if (arguments.length == 0) {
      printTable();
    } else if (arguments[0].equals(BUSY)) {
      spin();
    } else {
      Who who = Who.valueOf(arguments[0]);
      BenchmarkShape shape = SHAPES.get(Integer.parseInt(arguments[1]));
      System.out.println(milliseconds(who, shape, Integer.parseInt(arguments[2])));
    }
  }

  private static void printTable() throws IOException, InterruptedException {
    System.out.printf(
        "%-20s %-28s %10s %10s %8s %14s%n",
        "shape", "contestant, ms", "1 thread", "2 threads", "ratio", "2, one busy");
    for (int shape = 0; shape < SHAPES.size(); shape++) {
      for (Who who : Who.values()) {
        double one = measured(who, shape, 1);
        double two = measured(who, shape, 2);
        Process neighbour = start(List.of(BUSY), 1);
        double beside = measured(who, shape, 2);
        neighbour.destroy();
        neighbour.waitFor();
        System.out.printf(
            "%-20s %-28s %10.2f %10.2f %8.2f %14.2f%n",
            SHAPES.get(shape), who.title, one, two, one / two, beside);
      }
    }
  }

  private static double measured(Who who, int shape, int threads)
      throws IOException, InterruptedException {
    var arguments = List.of(who.name(), String.valueOf(shape), String.valueOf(threads));
    Process process = start(arguments, threads);
    try (var out = process.inputReader()) {
      String answer = out.readLine();
      if (process.waitFor() != 0 || answer == null) {
        throw new IllegalStateException(who + " failed: " + answer);
      }
      return Double.parseDouble(answer);
    }
  }

  /// Starts this program with the flags of this process.
  private static Process start(List<String> arguments, int threads) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (threads - 1));
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(ThreadsBenchmark.class.getName());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // More are worse for libtorch: each of its own threads waits for those of the BLAS.
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    return builder.start();
  }

  private static double milliseconds(Who who, BenchmarkShape shape, int threads) throws Exception {
    Duration each =
        Duration.ofMillis(
            Math.round(1e3 * Double.parseDouble(System.getProperty("benchmark.seconds", "5"))));
    SdpaProblem problem = shape.problem();
    return switch (who) {
      case CONTEXT -> time(ours(problem, EnumSet.of(Stage.CONTEXT)), each);
      case STEPS ->
          time(ours(problem, EnumSet.of(Stage.SCORES, Stage.WEIGHTS, Stage.CONTEXT)), each);
      case LIBTORCH, LIBTORCH_STEPS -> {
        try (var _ = new InferenceMode(true);
            var call = new LibtorchCall(problem)) {
          torch.set_num_threads(threads);
          yield time(who == Who.LIBTORCH ? call::compute : call::computeSteps, each);
        }
      }
      case ONNX -> {
        try (var call = OnnxCall.attention(problem, threads)) {
          yield time(call::compute, each);
        }
      }
      case ONNX_STEPS -> {
        try (var call = OnnxCall.threeSteps(problem, threads)) {
          yield time(call::compute, each);
        }
      }
    };
  }

  private static Supplier<Object> ours(SdpaProblem problem, Set<Stage> stages) {
    // What Java makes of a loop depends on what runs first: here the same as in the service.
    if (!new WarmUp().run()) {
      throw new IllegalStateException("the kernels have not become fast");
    }
    var attention = new Attention(problem.inputs(), problem.options(), Kernels.select());
    return () -> {
      Stages computed = attention.stages(stages);
      computed.giveBack();
      return computed;
    };
  }

  private static double time(Supplier<Object> call, Duration each) {
    return 1e3 * Race.run(List.of(new Contestant("", 1, call)), each).getFirst().seconds();
  }

  private static void spin() {
    double sum = 0;
    while (sum < Double.MAX_VALUE) {
      sum = Math.fma(sum, 0.5, 1);
    }
  }
}
