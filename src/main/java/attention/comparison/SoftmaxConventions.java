package attention.comparison;

import attention.core.AttentionOptions;
import attention.core.EmptyRows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How logits become weights.
final class SoftmaxConventions {

  static final List<Convention> ALL =
      Stream.of(
              Stream.of(
                  axis(
                      "softmax-over-queries",
                      "The softmax runs over the queries: the weights of each key add up to 1,"
                          + " instead of those of each query.",
                      "Take the softmax over the last axis, the keys.",
                      Quirks.Axis.QUERIES),
                  axis(
                      "softmax-over-heads",
                      "The softmax runs over the heads: the weights of a query and key add up to 1"
                          + " over all heads.",
                      "Take the softmax over the last axis, the keys.",
                      Quirks.Axis.HEADS),
                  new Convention(
                      "sinks-ignored",
                      "sinks",
                      "The sinks take no weight.",
                      "Add one more logit a head to each softmax, or leave out options.sinks.",
                      setup ->
                          setup.options().sinks().length == 0
                              ? Optional.empty()
                              : Optional.of(withoutSinks(setup)))),
              Arrays.stream(EmptyRows.values()).map(SoftmaxConventions::emptyRows),
              Arrays.stream(Half.values()).map(SoftmaxConventions::rounded))
          .flatMap(s -> s)
          .toList();

  private SoftmaxConventions() {}

  private static Convention axis(String name, String meaning, String hint, Quirks.Axis axis) {
    return new Convention(
        name,
        "axis of softmax",
        meaning,
        hint,
        setup ->
            axis == Quirks.Axis.HEADS && setup.queryHeads() == 1
                ? Optional.empty()
                : Optional.of(setup.with(setup.quirks().with(axis))));
  }

  private static Convention emptyRows(EmptyRows rule) {
    return new Convention(
        "empty-rows-" + rule,
        "empty rows",
        switch (rule) {
          case ZERO -> "A query that sees no key has weights and context 0.";
          case MEAN ->
              "A query that sees no key takes the mean of all values, hidden ones included: keys"
                  + " are hidden by a large finite number.";
          case NAN -> "A query that sees no key has weights and context NaN.";
        },
        "Set options.emptyRows to \"%s\" here, or treat such rows on their own there."
            .formatted(rule),
        setup -> setup.options().emptyRows() == rule ? Optional.empty() : with(setup, rule));
  }

  private static Optional<Setup> with(Setup setup, EmptyRows rule) {
    AttentionOptions o = setup.options();
    return Optional.of(
        setup.with(
            new AttentionOptions(
                o.scale(), o.temperature(), o.softcap(), o.bias(), o.mask(), o.sinks(), rule)));
  }

  private static Setup withoutSinks(Setup setup) {
    AttentionOptions o = setup.options();
    return setup.with(
        new AttentionOptions(
            o.scale(),
            o.temperature(),
            o.softcap(),
            o.bias(),
            o.mask(),
            new double[0],
            o.emptyRows()));
  }

  private static Convention rounded(Half half) {
    return new Convention(
        half.word() + "-weights",
        "rounding of weights",
        "The weights are rounded to %s before the values are averaged.".formatted(half.word()),
        "Keep the weights in single precision; otherwise widen the tolerance.",
        setup -> Optional.of(setup.with(setup.quirks().withWeights(half))));
  }
}
