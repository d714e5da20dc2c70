package attention.core;

import ai.onnxruntime.OrtException;
import attention.kernel.Kernels;
import attention.kernel.VectorApi;
import attention.kernel.WarmUp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;

/// How fast our kernels are beside PyTorch's `scaled_dot_product_attention` and three steps, and
/// ONNX Runtime's `Attention` and three steps: one thread each, in one process, in turns.
///
/// A main program instead of JMH: that measures one contestant after the other, minutes apart in
/// processes of their own, and what a busy or throttled machine does meanwhile goes into the ratio.
/// Here a ratio is one of neighbours, see [Race].
///
/// libtorch is the one that its Java bindings ship: its products are OpenBLAS's. The results of
/// each call of ours take the memory of the last, as in the service.
///
/// `-Dbenchmark.seconds=5` is how long each contestant of each shape warms up, and then how long it
/// is measured.
final class AttentionBenchmark {

  private static final List<BenchmarkShape> SHAPES =
      List.of(
          BenchmarkShape.of(4, 3),
          BenchmarkShape.of(16, 64),
          BenchmarkShape.of(128, 64),
          BenchmarkShape.of(512, 64),
          BenchmarkShape.of(512, 768),
          BenchmarkShape.of(2_048, 64),
          BenchmarkShape.of(2_048, 128),
          BenchmarkShape.of(2_048, 64).masked(),
          new BenchmarkShape(8, 2_048, 2_048, 64, false),
          new BenchmarkShape(1, 1, 8_192, 128, false));

  private static final Set<Stage> CONTEXT = EnumSet.of(Stage.CONTEXT);
  private static final Set<Stage> SHOWN = EnumSet.of(Stage.SCORES, Stage.WEIGHTS, Stage.CONTEXT);

  // Beyond that, the plain kernel would only take time.
  private static final double MOST_FOR_SCALAR = BenchmarkShape.of(512, 64).multiplyAdds();

  static final double TOLERANCE = 1e-4;

  private AttentionBenchmark() {}

  /// Prints what was measured, or fails before if not all compute the same on one thread each.
  public static void main(String[] arguments) throws IOException, OrtException {
    Locale.setDefault(Locale.ROOT);
    Duration each = Duration.ofMillis(Math.round(1e3 * seconds()));
    // Spares the peer the bookkeeping for gradients.
    try (var _ = new InferenceMode(true)) {
      requireVectorApi();
      requireOneThread();
      // What Java makes of a loop depends on what runs first: here the same as in the service.
      if (!new WarmUp().run()) {
        throw new IllegalStateException("the kernels have not become fast");
      }
      printHeader(each);
      for (BenchmarkShape shape : SHAPES) {
        measure(shape, each);
      }
    }
  }

  private static double seconds() {
    return Double.parseDouble(System.getProperty("benchmark.seconds", "5"));
  }

  private static void requireVectorApi() {
    if (!VectorApi.load()) {
      throw new IllegalStateException("needs --add-modules=jdk.incubator.vector");
    }
  }

  /// Checks that parallel streams, by which threads share our large problems, run in their caller,
  /// and that neither libtorch nor its OpenBLAS uses more threads.
  private static void requireOneThread() {
    OneThread.require(
        "needs -Djava.util.concurrent.ForkJoinPool.common.parallelism=0, has "
            + ForkJoinPool.getCommonPoolParallelism());
    torch.set_num_threads(1);
    if (torch.get_num_threads() != 1) {
      throw new IllegalStateException("libtorch uses " + torch.get_num_threads() + " threads");
    }
    // It read that when it was loaded, and has threads of its own, whatever libtorch was told.
    if (!"1".equals(System.getenv("OPENBLAS_NUM_THREADS"))) {
      throw new IllegalStateException("needs OPENBLAS_NUM_THREADS=1 in the environment");
    }
  }

  private static void printHeader(Duration each) throws IOException, OrtException {
    System.out.printf("processor       %s%n", processor());
    System.out.printf("JVM             %s%n", System.getProperty("java.vm.version"));
    System.out.printf("flags           %s%n", flags());
    System.out.printf("libtorch        %s, %s%n", Libtorch.version(), Libtorch.processor());
    System.out.printf("ONNX Runtime    %s%n", OnnxCall.version());
    System.out.printf("one thread each, %d ms of warm-up and of measurement%n", each.toMillis());
    System.out.printf(
        "largest difference between a context of ours and of a peer: %.1e%n", difference());
    System.out.println();
    System.out.printf(
        "%-20s %-32s %12s %9s %9s %13s %9s %8s%n",
        "shape",
        "contestant",
        "microseconds",
        "GFLOP/s",
        "% of peak",
        "libtorch/ours",
        "ONNX/ours",
        "threads");
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String flags() {
    return String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /// Compares all answers.
  ///
  /// @throws IllegalStateException if one is wrong
  static double difference() throws OrtException {
    double largest = 0;
    for (BenchmarkShape shape : SHAPES) {
      SdpaProblem problem = shape.problem();
      try (var libtorch = new LibtorchCall(problem);
          var attention = OnnxCall.attention(problem, 1);
          var steps = OnnxCall.threeSteps(problem, 1)) {
        var peers = new ArrayList<Numbers>(List.of(libtorch.context(), attention.context()));
        if (!shape.causal()) {
          peers.add(steps.context());
          peers.add(libtorch.contextOfSteps());
        }
        for (Ours ours : ours(shape)) {
          Numbers context = ours.compute(problem).of(Stage.CONTEXT).numbers();
          for (Numbers theirs : peers) {
            double difference = difference(context, theirs);
            if (!(difference <= TOLERANCE)) {
              throw new IllegalStateException(
                  "%s, %s: differs by %s".formatted(shape, ours.name(), difference));
            }
            largest = Math.max(largest, difference);
          }
        }
      }
    }
    return largest;
  }

  /// `NaN`, if anything is `NaN`.
  private static double difference(Numbers ours, Numbers theirs) {
    return IntStream.range(0, theirs.count())
        .mapToDouble(n -> Math.abs(ours.at(n) - theirs.at(n)))
        .reduce(0, Math::max);
  }

  private static void measure(BenchmarkShape shape, Duration each) throws OrtException {
    SdpaProblem problem = shape.problem();
    double multiplyAdds = shape.multiplyAdds();
    // Its three steps know no mask.
    double stepsMultiplyAdds = shape.withoutMask().multiplyAdds();
    try (var libtorch = new LibtorchCall(problem);
        var attention = OnnxCall.attention(problem, 1);
        var steps = OnnxCall.threeSteps(problem, 1)) {
      var contestants = new ArrayList<Contestant>();
      contestants.add(
          new Contestant("peak", MultiplyAddPeak.MULTIPLY_ADDS, MultiplyAddPeak::compute));
      contestants.add(new Contestant("libtorch", multiplyAdds, libtorch::compute));
      contestants.add(
          new Contestant("libtorch three steps", stepsMultiplyAdds, libtorch::computeSteps));
      contestants.add(new Contestant("ONNX Runtime Attention", multiplyAdds, attention::compute));
      contestants.add(
          new Contestant("ONNX Runtime three steps", stepsMultiplyAdds, steps::compute));
      int peers = contestants.size();
      for (Ours ours : ours(shape)) {
        contestants.add(
            new Contestant(ours.name(), multiplyAdds, () -> ours.computeAgain(problem)));
      }
      List<Timing> timings = Race.run(contestants, each);
      Timing peak = timings.get(0);
      for (Timing peer : timings.subList(0, peers)) {
        printRow(shape, peer, peak, "", "");
      }
      for (int n = peers; n < timings.size(); n++) {
        Timing ours = timings.get(n);
        boolean shown = ours(shape).get(n - peers).stages().equals(SHOWN);
        printRow(
            shape,
            ours,
            peak,
            shown && shape.causal()
                ? ""
                : "%.2f".formatted(ours.ratioTo(timings.get(shown ? 2 : 1))),
            shown && shape.causal()
                ? ""
                : "%.2f".formatted(ours.ratioTo(timings.get(shown ? 4 : 3))));
      }
    }
    System.out.println();
  }

  private static void printRow(
      BenchmarkShape shape, Timing timing, Timing peak, String libtorch, String onnx) {
    System.out.printf(
        "%-20s %-32s %12.2f %9.2f %9.1f %13s %9s %8.2f%n",
        shape,
        timing.contestant().name(),
        1e6 * timing.seconds(),
        2e-9 * timing.workPerSecond(),
        100 * timing.speedBeside(peak),
        libtorch,
        onnx,
        timing.threads());
  }

  /// One way of ours to compute.
  private record Ours(String name, Set<Stage> stages, Kernels kernels) {

    Stages compute(SdpaProblem problem) {
      return new Attention(problem.inputs(), problem.options(), kernels).stages(stages);
    }

    /// Leaves the memory to the next call, as the service does when it has answered.
    Stages computeAgain(SdpaProblem problem) {
      Stages computed = compute(problem);
      computed.giveBack();
      return computed;
    }
  }

  private static List<Ours> ours(BenchmarkShape shape) {
    var ours = new ArrayList<Ours>();
    ours.add(new Ours("context", CONTEXT, Kernels.select()));
    ours.add(new Ours("scores + weights + context", SHOWN, Kernels.select()));
    if (shape.multiplyAdds() <= MOST_FOR_SCALAR) {
      ours.add(new Ours("context, scalar kernel", CONTEXT, Kernels.scalar()));
    }
    return ours;
  }
}
