package attention.core;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Libtorch.Path;
import attention.kernel.Kernels;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our contexts are those of PyTorch's `scaled_dot_product_attention`, computed side by side in one
/// process by [Libtorch]; ours with what the dialect `pytorch-sdpa` says. Both give zeros to a
/// query that sees no key.
///
/// An error of a logit is one of the weight, relatively; and that times the largest value is one of
/// the context. So a difference is measured in roundoffs of `(1 + largest logit) · largest value`.
class TorchPeerTest {

  private static final int PROBLEMS = 1_000;

  // Roundoffs of a sum in blocks, of exp and of the division: what the core's own tests allow. The
  // peer errs, too: by as many for its sums, for multiplying query and key by the root of the scale
  // each, and for an exp that is off by some units in the last place. Less than 2 were measured.
  private static final double OURS = 8;
  private static final double THEIRS = 8;

  @ParameterizedTest
  @EnumSource
  void thePeerGivesTheSameContexts(Precision precision) throws IOException {
    Map<Path, Double> worst = new EnumMap<>(Path.class);
    int comparisons = 0;
    int emptyRows = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SdpaProblem problem = RandomSdpaProblems.of(precision, seed);
      Numbers ours = ours(problem);
      for (Path path : paths(problem)) {
        Numbers theirs = Libtorch.context(problem, path);
        double difference = largestDifference(ours, theirs) / roundoff(problem);
        assertThat(difference)
            .as("seed %d, %s, roundoffs between ours and theirs", seed, path)
            .isLessThanOrEqualTo(OURS + THEIRS);
        emptyRows += emptyRowsOfZeros(problem, theirs, "seed %d, %s".formatted(seed, path));
        worst.merge(path, difference, Math::max);
        comparisons++;
      }
    }
    System.out.printf(
        "%s: %d problems, %d comparisons with libtorch %s (%s), %d rows that see no key; worst "
            + "differences in roundoffs: %s%n",
        precision,
        PROBLEMS,
        comparisons,
        Libtorch.version(),
        Libtorch.processor(),
        emptyRows,
        worst);
    assertThat(worst).containsOnlyKeys(Path.values());
    assertThat(emptyRows).isPositive();
  }

  @Test
  void itsFastPathAloneLosesACausalMaskUnderANegativeScale() {
    // Its mask is put before the scale: -Infinity · -1 = Infinity, and Infinity - Infinity = NaN.
    var inputs = Inputs.self(Inputs.rows(2, 1, 2, 3, 4));
    var problem = new SdpaProblem(inputs, new SdpaMask.Causal(), OptionalDouble.of(-1));

    assertThat(Libtorch.context(problem, Path.CHOSEN).at(0)).isNaN();
    // The first query sees the first key alone.
    assertThat(Libtorch.context(problem, Path.FORMULA).at(0)).isEqualTo(1);
    assertThat(ours(problem).at(0)).isEqualTo(1);
  }

  @Test
  void aHiddenValueMayBeNaNHereButNotThere() {
    Tensor words = Inputs.rows(2, 1, 2, 3, 4);
    var inputs = new AttentionInputs(words, words, Inputs.rows(2, 5, 6, Float.NaN, 7));
    var mask = new SdpaMask.YesOrNo(new int[] {1, 2}, new boolean[] {true, false});
    var problem = new SdpaProblem(inputs, mask, OptionalDouble.empty());

    for (Path path : Path.values()) {
      assertThat(Libtorch.context(problem, path).at(0)).as(path.name()).isNaN();
    }
    assertThat(ours(problem).at(0)).isEqualTo(5);
  }

  private static Numbers ours(SdpaProblem problem) {
    return new Attention(problem.inputs(), problem.options(), Kernels.select())
        .stages(EnumSet.of(Stage.CONTEXT))
        .of(Stage.CONTEXT)
        .numbers();
  }

  /// Which of the peer's implementations can be compared with.
  private static Set<Path> paths(SdpaProblem problem) {
    return problem.mask() instanceof SdpaMask.Causal && problem.scale().orElse(1) < 0
        ? EnumSet.of(Path.FORMULA)
        : EnumSet.allOf(Path.class);
  }

  /// `NaN`, if anything is `NaN`.
  private static double largestDifference(Numbers ours, Numbers theirs) {
    double largest = 0;
    for (int n = 0; n < ours.count(); n++) {
      largest = Math.max(largest, Math.abs(ours.at(n) - theirs.at(n)));
    }
    return largest;
  }

  private static double roundoff(SdpaProblem problem) {
    double unit =
        switch (problem.inputs().precision()) {
          case FLOAT32 -> 0x1p-24;
          case FLOAT64 -> 0x1p-53;
        };
    return unit * (1 + problem.largestLogit()) * problem.inputs().value().numbers().largest();
  }

  /// Checks that a query that sees no key gets zeros from the peer, exactly. Then it gets them from
  /// us, too, or the difference was too large.
  ///
  /// @return how many such queries there are
  private static int emptyRowsOfZeros(SdpaProblem problem, Numbers theirs, String where) {
    boolean[] empty = problem.emptyRows();
    int size = problem.contextShape().size();
    int rows = 0;
    for (int row = 0; row < empty.length; row++) {
      if (empty[row]) {
        assertThat(theirs.range(row * size, (row + 1) * size).largest())
            .as("%s, row %d", where, row)
            .isZero();
        rows++;
      }
    }
    return rows;
  }
}
