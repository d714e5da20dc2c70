package attention.service;

import attention.comparison.Comparison;
import attention.comparison.Measure;
import attention.comparison.Setup;
import attention.comparison.Table;
import attention.comparison.Verdict;
import attention.core.Faults;
import attention.core.InvalidInput;
import attention.core.Stage;
import attention.core.Tensor;
import attention.kernel.Kernels;
import attention.limits.Gate;
import attention.limits.Limits;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/// Second opinions: whether numbers computed elsewhere are right, what would be if something were
/// otherwise, and what parts come to as a whole. Keeps nothing between two calls.
///
/// Every method throws [attention.core.InvalidInput] with all that is wrong with its request.
@Service
public class SecondOpinions {

  private final AttentionService attention;
  private final Limits limits;
  // Some dozens of conventions are tried, alone and in pairs.
  private static final int TRIES = 40;
  private static final int TABLES = 4;

  private final Gate gate;
  private final Supplier<Kernels> kernels;

  /// Makes the service.
  ///
  /// @param attention answers the first question
  /// @param gate lets work in
  /// @param kernels gives the arithmetic for each call; every one gives the same bits
  public SecondOpinions(
      AttentionService attention, Limits limits, Gate gate, Supplier<Kernels> kernels) {
    this.attention = attention;
    this.limits = limits;
    this.gate = gate;
    this.kernels = kernels;
  }

  /// Compares numbers computed elsewhere with the reference in double precision, and looks for the
  /// conventions that make the difference.
  public CompareAnswer compare(CompareRequest request) {
    var faults = new Faults();
    ResolvedRequest resolved = ResolvedRequest.of(request.request(), limits, faults);
    if (resolved == null) {
      throw new InvalidInput(faults);
    }
    Map<Table, Tensor> candidate =
        new CandidateResolver(resolved, faults).resolve(request.candidate());
    Double tolerance = request.tolerance();
    if (tolerance != null && !(tolerance >= 0)) {
      faults.add("/tolerance", "out-of-range", "is %s, expected 0 or more".formatted(tolerance));
    }
    faults.throwIfAny();
    Setup setup = resolved.setup(kernels.get());
    Integer decimals = request.request().decimals();
    double slack = decimals == null ? 0 : 0.5 * Math.pow(10, -decimals);
    Measure measure = Measure.of(setup, tolerance, slack, resolved.sequences().precision());
    return new Opinion(resolved, compare(setup, candidate, measure), measure).answer();
  }

  /// Compares tensors computed elsewhere with the reference in double precision, and looks for the
  /// conventions that make the difference.
  ///
  /// @param setup how to compute
  /// @param candidate what was computed elsewhere, for all queries
  /// @param measure what counts as equal
  public Verdict compare(Setup setup, Map<Table, Tensor> candidate, Measure measure) {
    double tables = TABLES * Work.numbers(setup.inputs(), EnumSet.of(Stage.SCORES, Stage.CONTEXT));
    return gate.compute(
        TRIES * Work.of(setup.inputs()),
        tables * Double.BYTES,
        checkpoint ->
            new Comparison(setup, candidate, measure, kernels.get().with(checkpoint)).verdict());
  }

  /// Gives the request that [#whatIf] answers instead, so that it can be checked like any other.
  ///
  /// @param faults takes what does not fit; those of changed options lie below `/options`
  public AttentionRequest changed(WhatIfRequest request, Faults faults) {
    return new ChangedRequest(request.request(), faults).with(request.change());
  }

  /// Tells where in a change a fault of the changed request comes from, as a JSON pointer.
  ///
  /// @param pointer into the changed request
  public String origin(String pointer, WhatIfRequest.Change change) {
    return ChangedRequest.origin(pointer, change);
  }

  /// Answers a request as it is and as it would be, and says what lies between.
  public WhatIfAnswer whatIf(WhatIfRequest request) {
    var faults = new Faults();
    AttentionRequest other = changed(request, faults);
    faults.throwIfAny();
    return new WhatIf(
            attention.attend(including(request.request())),
            attention.attend(including(other)),
            new Decimals(request.request().decimals()))
        .answer();
  }

  /// The same request, with weights and context among what is included.
  private static AttentionRequest including(AttentionRequest r) {
    Set<Include> included =
        r.include() == null ? EnumSet.copyOf(Include.THREE_STEPS) : EnumSet.copyOf(r.include());
    included.add(Include.WEIGHTS);
    included.add(Include.CONTEXT);
    return r.including(List.copyOf(included));
  }

  /// Puts results over disjoint keys together to the exact result over all of them.
  public MergeAnswer merge(MergeRequest request) {
    return new Merger(request, new Faults()).merge();
  }
}
