package attention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.core.EmptyRows;
import attention.service.CompareAnswer.ConventionFound;
import attention.service.CompareAnswer.ConventionsFound;
import attention.service.MaskOption.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Candidates that another program makes with a convention of its own: the convention is named, and
/// no other.
class CompareTest {

  private static final int PROBLEMS = 100;
  private static final int EXACTLY = 95;

  private final SecondOpinions opinions = Requests.opinions();

  /// A random problem, right so far, and the knob that is turned afterwards.
  record Case(Function<Random, ForeignProblem> draw, Knob knob) {

    CompareRequest request(Random random) {
      ForeignProblem problem = draw.apply(random).settled();
      knob.turn(problem, problem.there);
      return problem.onContext();
    }

    CompareRequest rightRequest(Random random) {
      ForeignProblem problem = draw.apply(random).settled();
      problem.there.arithmetic = number -> (float) number; // every product and sum in float32
      return problem.onContext();
    }
  }

  interface Knob {
    void turn(ForeignProblem problem, ForeignAttention there);
  }

  private static Arguments named(String names, Function<Random, ForeignProblem> draw, Knob knob) {
    return argumentSet(names, names, new Case(draw, knob));
  }

  static Stream<Arguments> theConventionIsNamed() {
    return Stream.of(scoring(), masking(), heads(), softmax(), vectors(), pairs()).flatMap(s -> s);
  }

  private static Stream<Arguments> scoring() {
    return Stream.of(
        named("scale-absent", r -> oneHead(r).scaled(), (_, there) -> there.scale = 1),
        named(
            "scale-auto",
            CompareTest::oneHead,
            (p, there) -> there.scale = 1 / Math.sqrt(p.headSize())),
        named(
            "scale-by-head-size",
            r -> oneHead(r).scaled(),
            (p, there) -> there.scale = 1.0 / p.headSize()),
        named(
            "scale-of-all-heads",
            r -> ForeignProblem.ofHeads(r, 7, 7).scaled(),
            (_, there) -> there.scale /= Math.sqrt(7)),
        named(
            "temperature-ignored", r -> oneHead(r).temperature(2.5), (_, there) -> there.scale = 1),
        named(
            "temperature-inverted",
            r -> oneHead(r).temperature(2.5),
            (_, there) -> there.scale = 2.5),
        named(
            "softcap-ignored",
            r -> oneHead(r).softcap(1),
            (_, there) -> there.softcap = Double.POSITIVE_INFINITY),
        named(
            "softcap-after-bias",
            r -> oneHead(r).softcap(1).bias(),
            (_, there) -> there.cap = ForeignAttention.Cap.AFTER_BIAS),
        named(
            "softcap-after-mask",
            r -> oneHead(r).softcap(1).bias().mask(),
            (_, there) -> there.cap = ForeignAttention.Cap.AFTER_MASK),
        named("bias-ignored", r -> oneHead(r).bias(), (_, there) -> there.bias = new double[0][]));
  }

  private static Stream<Arguments> masking() {
    return Stream.of(
        named("mask-inverted", r -> oneHead(r).mask(), (_, there) -> invert(there.allowed)),
        named(
            "mask-ignored", r -> oneHead(r).mask(), (_, there) -> there.allowed = new boolean[0][]),
        named(
            "causal-top-left",
            r -> ForeignProblem.withMoreKeys(r).causal(Align.BOTTOM_RIGHT),
            (p, _) -> p.sees((i, j) -> j <= i)),
        named(
            "causal-bottom-right",
            r -> ForeignProblem.withMoreKeys(r).causal(Align.TOP_LEFT),
            (p, _) -> p.sees((i, j) -> j <= i + p.keys() - p.queries())),
        named(
            "causal-strict",
            r -> oneHead(r).causal(Align.TOP_LEFT),
            (p, _) -> p.sees((i, j) -> j < i)),
        named(
            "causal-one-ahead",
            r -> ofLength(r, 0).causal(Align.TOP_LEFT),
            (p, _) -> p.sees((i, j) -> j <= i + 1)),
        named(
            "causal-ignored",
            r -> oneHead(r).causal(Align.TOP_LEFT),
            (_, there) -> there.allowed = new boolean[0][]),
        named("causal-added", CompareTest::oneHead, (p, _) -> p.sees((i, j) -> j <= i)),
        named(
            "causal-added-bottom-right",
            ForeignProblem::withMoreKeys,
            (p, _) -> p.sees((i, j) -> j <= i + p.keys() - p.queries())),
        named("window-left-one-shorter", CompareTest::windowed, (p, _) -> p.sees(within(1, 2))),
        named("window-left-one-longer", CompareTest::windowed, (p, _) -> p.sees(within(3, 2))),
        named("window-right-one-shorter", CompareTest::windowed, (p, _) -> p.sees(within(2, 1))),
        named("window-right-one-longer", CompareTest::windowed, (p, _) -> p.sees(within(2, 3))),
        named(
            "window-ignored",
            CompareTest::windowed,
            (_, there) -> there.allowed = new boolean[0][]),
        named(
            "empty-rows-nan",
            r -> oneHead(r).maskWithAnEmptyRow(),
            (_, there) -> there.empty = ForeignAttention.Empty.NAN),
        named(
            "empty-rows-mean",
            r -> oneHead(r).maskWithAnEmptyRow(),
            (_, there) -> there.empty = ForeignAttention.Empty.MEAN),
        named(
            "empty-rows-zero",
            r ->
                oneHead(r)
                    .maskWithAnEmptyRow()
                    .emptyRows(EmptyRows.NAN, ForeignAttention.Empty.NAN),
            (_, there) -> there.empty = ForeignAttention.Empty.ZERO));
  }

  private static Stream<Arguments> heads() {
    return Stream.of(
        named(
            "heads-split-without-transpose",
            r -> ForeignProblem.ofHeads(r, 2, 2),
            (_, there) -> there.splitAsTheyLie = true),
        named(
            "heads-joined-without-transpose",
            r -> ForeignProblem.ofHeads(r, 2, 2),
            (_, there) -> there.joinedAsTheyLie = true),
        named(
            "grouped-heads-tiled",
            r -> ForeignProblem.ofHeads(r, 4, 2),
            (_, there) -> there.tiled = true));
  }

  private static Stream<Arguments> softmax() {
    return Stream.of(
        named(
            "softmax-over-queries",
            CompareTest::oneHead,
            (_, there) -> there.axis = ForeignAttention.Axis.QUERIES),
        named(
            "softmax-over-queries",
            r -> oneHead(r).causal(Align.TOP_LEFT),
            (_, there) -> there.axis = ForeignAttention.Axis.QUERIES),
        named(
            "softmax-over-heads",
            r -> ForeignProblem.ofHeads(r, 4, 2),
            (_, there) -> there.axis = ForeignAttention.Axis.HEADS),
        named("sinks-ignored", r -> oneHead(r).sinks(), (_, there) -> there.sinks = new double[0]),
        named(
            "float16-weights",
            CompareTest::oneHead,
            (_, there) -> there.weightRounding = CompareTest::float16),
        named(
            "bfloat16-weights",
            CompareTest::oneHead,
            (_, there) -> there.weightRounding = CompareTest::bfloat16));
  }

  private static Stream<Arguments> vectors() {
    return Stream.of(
        named(
            "keys-and-values-swapped",
            CompareTest::oneHead,
            (_, there) -> {
              double[][] key = there.key;
              there.key = there.value;
              there.value = key;
            }),
        named(
            "queries-and-keys-swapped",
            r -> ofLength(r, 0),
            (_, there) -> {
              double[][] query = there.query;
              there.query = there.key;
              there.key = query;
            }),
        named(
            "rope-ignored", r -> ofEvenSize(r).rope(false), (_, there) -> there.turn = (v, _) -> v),
        named(
            "rope-other-pairs",
            r -> ofEvenSize(r).rope(false),
            (_, there) -> there.turn = (v, place) -> ForeignProblem.turned(v, place, true)),
        named(
            "float16-inputs",
            CompareTest::oneHead,
            (_, there) -> there.inputs = CompareTest::float16),
        named(
            "bfloat16-inputs",
            CompareTest::oneHead,
            (_, there) -> there.inputs = CompareTest::bfloat16),
        named(
            "float16-results",
            CompareTest::oneHead,
            (_, there) -> there.results = CompareTest::float16),
        named(
            "bfloat16-results",
            CompareTest::oneHead,
            (_, there) -> there.results = CompareTest::bfloat16),
        named(
            "float16-arithmetic",
            CompareTest::oneHead,
            (_, there) -> allIn(there, CompareTest::float16)),
        named(
            "bfloat16-arithmetic",
            CompareTest::oneHead,
            (_, there) -> allIn(there, CompareTest::bfloat16)));
  }

  private static Stream<Arguments> pairs() {
    return Stream.of(
        named(
            "heads-split-without-transpose with grouped-heads-tiled",
            r -> ForeignProblem.ofHeads(r, 4, 2),
            (_, there) -> {
              there.splitAsTheyLie = true;
              there.tiled = true;
            }),
        named(
            "heads-split-without-transpose with heads-joined-without-transpose",
            r -> ForeignProblem.ofHeads(r, 2, 2),
            (_, there) -> {
              there.splitAsTheyLie = true;
              there.joinedAsTheyLie = true;
            }),
        named(
            "scale-auto with causal-added",
            CompareTest::oneHead,
            (p, there) -> {
              there.scale = 1 / Math.sqrt(p.headSize());
              p.sees((i, j) -> j <= i);
            }),
        named(
            "scale-auto with softmax-over-queries",
            CompareTest::oneHead,
            (p, there) -> {
              there.scale = 1 / Math.sqrt(p.headSize());
              there.axis = ForeignAttention.Axis.QUERIES;
            }),
        named(
            "causal-strict with empty-rows-nan",
            r -> oneHead(r).causal(Align.TOP_LEFT),
            (p, there) -> {
              p.sees((i, j) -> j < i);
              there.empty = ForeignAttention.Empty.NAN;
            }),
        named(
            "scale-auto with empty-rows-nan",
            r -> oneHead(r).maskWithAnEmptyRow(),
            (p, there) -> {
              there.scale = 1 / Math.sqrt(p.headSize());
              there.empty = ForeignAttention.Empty.NAN;
            }));
  }

  @ParameterizedTest
  @MethodSource
  void theConventionIsNamed(String names, Case drawn) {
    var random = new Random(names.hashCode());
    int exactly = 0;
    var others = new ArrayList<String>();
    for (int problem = 0; problem < PROBLEMS; problem++) {
      CompareAnswer answer = opinions.compare(drawn.request(random));
      List<String> causes = answer.causes().stream().map(CompareTest::names).toList();
      if (causes.equals(List.of(names))) {
        exactly++;
      } else {
        others.add(answer.agrees() + " " + causes);
      }
    }
    assertThat(exactly).as("others: %s", others).isGreaterThanOrEqualTo(EXACTLY);
  }

  @ParameterizedTest
  @MethodSource("theConventionIsNamed")
  void whatIsRightIsNeverBlamed(String names, Case drawn) {
    var random = new Random(names.hashCode());
    for (int problem = 0; problem < PROBLEMS; problem++) {
      CompareAnswer answer = opinions.compare(drawn.rightRequest(random));
      assertThat(answer.agrees()).as(answer.summary()).isTrue();
      assertThat(answer.causes()).isEmpty();
    }
  }

  /// Old releases of ONNX number the output modes so that mode 1 is what mode 2 is elsewhere.
  @Test
  void outputModesUnderEachOthersNamesAreNamed() {
    var random = new Random(5);
    for (int problem = 0; problem < PROBLEMS; problem++) {
      ForeignProblem drawn = oneHead(random).softcap(1).bias().mask().settled();
      double[][] capped = drawn.there.capped()[0];
      double[][] logits = drawn.there.logits()[0];

      assertThat(opinions.compare(drawn.onStages(capped, logits)).agrees()).isTrue();
      assertThat(opinions.compare(drawn.onStages(logits, capped)).causes())
          .extracting(CompareTest::names)
          .containsExactly("capped-and-logits-swapped");
    }
  }

  /// A quarter of the scores over a temperature of 1/2, or the scores times 1/2: no number tells
  /// them apart.
  @Test
  void conventionsWithTheSameNumbersAreNamedTogether() {
    var drawn = new ForeignProblem(new Random(6), 4, 4, 4, 1, 1).temperature(0.5).settled();
    drawn.there.scale = 0.5;

    assertThat(opinions.compare(drawn.onContext()).causes())
        .extracting(CompareTest::names)
        .containsExactlyInAnyOrder("scale-by-head-size", "temperature-inverted");
  }

  private static String names(ConventionsFound cause) {
    return String.join(" with ", cause.conventions().stream().map(ConventionFound::name).toList());
  }

  // ---- problems and knobs

  private static ForeignProblem oneHead(Random random) {
    return ForeignProblem.ofOneHead(random);
  }

  private static ForeignProblem ofLength(Random random, int more) {
    int queries = 3 + random.nextInt(5);
    return new ForeignProblem(random, queries, queries + more, 2 + random.nextInt(6), 1, 1);
  }

  private static ForeignProblem ofEvenSize(Random random) {
    int queries = 3 + random.nextInt(5);
    return new ForeignProblem(random, queries, queries, 4 + 2 * random.nextInt(3), 1, 1);
  }

  private static ForeignProblem windowed(Random random) {
    int queries = 8 + random.nextInt(3);
    return new ForeignProblem(random, queries, queries, 2 + random.nextInt(6), 1, 1).window(2, 2);
  }

  private static ForeignProblem.Sees within(int left, int right) {
    return (i, j) -> i - left <= j && j <= i + right;
  }

  private static void invert(boolean[][] allowed) {
    for (boolean[] row : allowed) {
      for (int j = 0; j < row.length; j++) {
        row[j] = !row[j];
      }
    }
  }

  private static void allIn(ForeignAttention there, DoubleUnaryOperator format) {
    there.inputs = format;
    there.arithmetic = format;
    there.results = format;
  }

  private static double float16(double number) {
    return Float.float16ToFloat(Float.floatToFloat16((float) number));
  }

  /// Half to even by exact arithmetic: the spacing of bfloat16 at a number is 2^(exponent - 7).
  private static double bfloat16(double number) {
    if (number == 0 || !Double.isFinite(number)) {
      return number;
    }
    double spacing = Math.scalb(1.0, Math.getExponent(number) - 7);
    return Math.rint(number / spacing) * spacing;
  }
}
