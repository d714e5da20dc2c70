package attention.service;

import attention.comparison.Setup;
import attention.core.Attention;
import attention.core.AttentionInputs;
import attention.core.AttentionOptions;
import attention.core.Faults;
import attention.core.Overflow;
import attention.kernel.Kernels;
import attention.limits.Limits;
import attention.service.Sequences.Pointers;
import org.jspecify.annotations.Nullable;

/// A request in which everything fits.
///
/// @param sequences the words
/// @param heads how their vectors are projected and split
/// @param options how to compute
/// @param rope turns queries and keys by their positions, if anything does
/// @param echo every option as it is used
record ResolvedRequest(
    Sequences sequences,
    Heads heads,
    AttentionOptions options,
    RopeResolver.@Nullable Resolved rope,
    Options echo) {

  /// Checks what only several fields together can say, and computes nothing yet.
  ///
  /// @param request possibly incomplete, if its faults are among those given
  /// @param faults what is wrong so far; takes the rest
  /// @return nothing if anything is wrong
  static @Nullable ResolvedRequest of(AttentionRequest request, Limits limits, Faults faults) {
    Sequences sequences = Sequences.of(request, limits, faults);
    if (sequences == null || isBroken(faults)) {
      return null;
    }
    Heads heads = new HeadsResolver(sequences, limits, faults).resolve(request);
    if (heads == null) {
      return null;
    }
    Options options = request.options() == null ? Options.NONE : request.options();
    var resolved = new OptionsResolver(sequences, heads, faults).resolve(options);
    if (!faults.isEmpty()) {
      return null;
    }
    limits.requireProjected(heads.projectedCount(sequences) * sequences.precision().bytes());
    return new ResolvedRequest(
        sequences, heads, resolved.options(), resolved.rope(), resolved.echo());
  }

  private static boolean isBroken(Faults faults) {
    return faults.anyAt("/options")
        || faults.anyAt("/projections")
        || faults.anyAt("/heads")
        || faults.anyAt("/keyHeads");
  }

  /// Projects, splits and turns the vectors, and makes sure that no result can overflow.
  ///
  /// @throws attention.core.InvalidInput if one could; the fault names the word
  Attention attention(Kernels kernels) {
    AttentionInputs inputs = turned(heads.inputs(sequences, kernels));
    requireNoOverflow(inputs);
    return new Attention(inputs, options, kernels);
  }

  /// The same numbers, in double precision from here on.
  ///
  /// @throws attention.core.InvalidInput if a result could overflow even so
  Setup setup(Kernels kernels) {
    AttentionInputs plain = heads.inFloat64().inputs(sequences.inFloat64(), kernels);
    Setup.Turn turn = rope == null ? null : new Setup.Turn(rope.query(), rope.key());
    AttentionOptions wide =
        new AttentionOptions(
            options.scale(),
            options.temperature(),
            options.softcap(),
            options.bias().inFloat64(),
            options.mask(),
            options.sinks(),
            options.emptyRows());
    Setup setup = Setup.of(plain, turn, wide, heads.inFloat64().output(), true);
    requireNoOverflow(setup.inputs());
    return setup;
  }

  private void requireNoOverflow(AttentionInputs inputs) {
    var faults = new Faults();
    Overflow.find(inputs, options)
        .ifPresent(overflow -> faults.add(pointer(overflow), "overflow", overflow.detail()));
    if (heads.outputCanOverflow(inputs)) {
      String precision = inputs.precision().toString();
      faults.add(
          "/projections/output/weight",
          "overflow",
          "is so large that the result could overflow " + precision);
    }
    faults.throwIfAny();
  }

  private AttentionInputs turned(AttentionInputs inputs) {
    return rope == null
        ? inputs
        : new AttentionInputs(
            rope.query().apply(inputs.query()), rope.key().apply(inputs.key()), inputs.value());
  }

  private String pointer(Overflow overflow) {
    var pointers = sequences.pointers();
    int query = overflow.row() % sequences.queries().count();
    int key = overflow.row() % sequences.keys().count();
    return switch (overflow.part()) {
      case QUERY -> Pointers.vector(pointers.queries(), query);
      case KEY -> Pointers.vector(pointers.keys(), key);
      case VALUE -> Pointers.vector(pointers.values(), key);
      case BIAS -> "/options/bias";
    };
  }
}
