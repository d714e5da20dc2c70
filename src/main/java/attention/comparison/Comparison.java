package attention.comparison;

import attention.core.Shape;
import attention.core.Tensor;
import attention.kernel.Kernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A candidate beside the reference in double precision, and beside what other conventions make.
///
/// A convention is tried first on the queries that are farthest off: what does not come out right
/// there need not be computed for all. Two conventions are tried together only where none does it
/// alone.
///
/// @param setup what was asked for
/// @param candidate what was computed elsewhere, for all queries
/// @param measure what counts as equal
/// @param kernels do the arithmetic
public record Comparison(
    Setup setup, Map<Table, Tensor> candidate, Measure measure, Kernels kernels) {

  // Numbers of one table that are computed at a time.
  private static final int BLOCK = 1 << 20;

  // What needs the scores of all queries for each row is not tried where there are more.
  private static final double MOST_SCORES = 1 << 22;

  // Explanations that fit equally well.
  private static final int MOST_CAUSES = 10;

  /// Compares.
  public Verdict verdict() {
    List<Deviation> deviations = deviations(setup, measure);
    var verdict = new Verdict(deviations, List.of());
    return verdict.agrees() ? verdict : new Verdict(deviations, causes(deviations));
  }

  private List<Cause> causes(List<Deviation> deviations) {
    List<Integer> samples = samples(deviations);
    var causes = new ArrayList<Cause>();
    for (Convention convention : Conventions.ALL) {
      convention
          .applyTo(setup)
          .flatMap(varied -> cause(List.of(convention), varied, samples))
          .ifPresent(causes::add);
    }
    if (causes.isEmpty()) {
      addPairs(samples, causes);
    }
    if (causes.isEmpty()) {
      halfArithmetic().ifPresent(causes::add);
    }
    return causes.stream()
        .sorted(Comparator.comparingDouble(Cause::error))
        .limit(MOST_CAUSES)
        .toList();
  }

  private void addPairs(List<Integer> samples, List<Cause> causes) {
    List<Convention> all = Conventions.ALL;
    for (int first = 0; first < all.size(); first++) {
      Optional<Setup> varied = all.get(first).applyTo(setup);
      if (varied.isEmpty()) {
        continue;
      }
      for (Convention second : all.subList(first + 1, all.size())) {
        if (!second.family().equals(all.get(first).family())) {
          List<Convention> both = List.of(all.get(first), second);
          second
              .applyTo(varied.get())
              .flatMap(twice -> cause(both, twice, samples))
              .ifPresent(causes::add);
        }
      }
    }
  }

  private Optional<Cause> cause(List<Convention> conventions, Setup varied, List<Integer> samples) {
    if (needsAllQueries(varied) && !isWorthWhile(varied)) {
      return Optional.empty();
    }
    for (int row : samples) {
      if (!allowed(block(varied, measure, row, row + 1))) {
        return Optional.empty();
      }
    }
    List<Deviation> whole = deviations(varied, measure);
    return allowed(whole) ? Optional.of(new Cause(conventions, largest(whole))) : Optional.empty();
  }

  /// Numbers of bfloat16 are, as a rule, numbers of float16, too: the coarser format comes first.
  private Optional<Cause> halfArithmetic() {
    Half half = isAll(Half.BFLOAT16) ? Half.BFLOAT16 : Half.FLOAT16;
    if (!isAll(half)) {
      return Optional.empty();
    }
    Measure coarse = measure.in(half, setup.inputs().query().shape().size());
    List<Deviation> deviations = deviations(setup, coarse);
    return allowed(deviations)
        ? Optional.of(new Cause(List.of(ResultConventions.arithmetic(half)), largest(deviations)))
        : Optional.empty();
  }

  private boolean isAll(Half half) {
    return candidate.values().stream().allMatch(table -> isAll(half, table));
  }

  private static boolean isAll(Half half, Tensor table) {
    return IntStream.range(0, table.numbers().count())
        .allMatch(n -> half.holds(table.numbers().at(n)));
  }

  /// The query that is farthest off, and the one that is farthest off by a finite number.
  private static List<Integer> samples(List<Deviation> deviations) {
    int rows = deviations.getFirst().rows().length;
    double[] excess = new double[rows];
    for (Deviation deviation : deviations) {
      for (int row = 0; row < rows; row++) {
        excess[row] = Math.max(excess[row], deviation.rowExcess()[row]);
      }
    }
    Comparator<Integer> byExcess = Comparator.comparingDouble(row -> excess[row]);
    var samples = new ArrayList<Integer>();
    IntStream.range(0, rows).boxed().max(byExcess).ifPresent(samples::add);
    IntStream.range(0, rows)
        .boxed()
        .filter(row -> excess[row] > 1 && Double.isFinite(excess[row]))
        .max(byExcess)
        .filter(row -> !samples.contains(row))
        .ifPresent(samples::add);
    return samples;
  }

  /// Tells whether one row of the result depends on all queries.
  private boolean needsAllQueries(Setup varied) {
    return varied.quirks().axis() == Quirks.Axis.QUERIES
        || (varied.quirks().joinedAsTheyLie() && candidate.containsKey(Table.JOINED));
  }

  private boolean isWorthWhile(Setup varied) {
    Shape scores = setup.inputs().query().shape();
    double count =
        (double) scores.batch() * scores.heads() * scores.length() * setup.inputs().keyCount();
    boolean overQueries = varied.quirks().axis() == Quirks.Axis.QUERIES;
    return count <= MOST_SCORES
        && (!overQueries || new OverQueries(varied, candidate).isPossible());
  }

  // ---- errors

  private List<Deviation> deviations(Setup varied, Measure by) {
    int queries = setup.inputs().queryCount();
    int block = needsAllQueries(varied) ? queries : blockLength();
    var deviations = new ArrayList<Deviation>();
    for (int from = 0; from < queries; from += block) {
      List<Deviation> more = block(varied, by, from, Math.min(queries, from + block));
      if (deviations.isEmpty()) {
        deviations.addAll(more);
      } else {
        for (int n = 0; n < more.size(); n++) {
          deviations.set(n, deviations.get(n).followedBy(more.get(n)));
        }
      }
    }
    return deviations;
  }

  private int blockLength() {
    Shape query = setup.inputs().query().shape();
    long size = Math.max(setup.inputs().keyCount(), setup.inputs().value().shape().size());
    return (int) Math.max(1, BLOCK / (size * query.batch() * query.heads()));
  }

  private List<Deviation> block(Setup varied, Measure by, int from, int to) {
    Map<Table, Tensor> expected =
        new Computation(varied, kernels).tables(candidate.keySet(), from, to);
    var deviations = new ArrayList<Deviation>();
    new EnumMap<>(expected)
        .forEach(
            (table, numbers) ->
                deviations.add(
                    by.deviation(
                        table,
                        numbers,
                        Computation.rows(part(table), from, to),
                        from,
                        varied.quirks().results())));
    return deviations;
  }

  private Tensor part(Table table) {
    Tensor part = candidate.get(table);
    if (part == null) {
      throw new IllegalStateException("only what the candidate has is computed");
    }
    return part;
  }

  private static boolean allowed(List<Deviation> deviations) {
    return deviations.stream().allMatch(Deviation::isAllowed);
  }

  private static double largest(List<Deviation> deviations) {
    return deviations.stream().mapToDouble(Deviation::absolute).max().orElse(0);
  }
}
