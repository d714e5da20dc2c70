package attention.comparison;

import attention.core.AttentionInputs;
import attention.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What may happen to queries, keys and values.
final class VectorConventions {

  static final List<Convention> ALL =
      Stream.concat(
              Arrays.stream(Half.values()).map(VectorConventions::rounded),
              Stream.of(
                  new Convention(
                      "keys-and-values-swapped",
                      "roles",
                      "Keys and values have changed places: queries are compared with the values,"
                          + " and the keys are averaged.",
                      "Pass keys and values in the other order.",
                      VectorConventions::withKeysAndValuesSwapped),
                  new Convention(
                      "queries-and-keys-swapped",
                      "roles",
                      "Queries and keys have changed places: the scores are transposed.",
                      "Pass queries and keys in the other order, or transpose the scores.",
                      VectorConventions::withQueriesAndKeysSwapped),
                  new Convention(
                      "rope-ignored",
                      "rope",
                      "Queries and keys are not turned by their positions.",
                      "Apply the rotary position embedding, or leave out options.rope.",
                      setup ->
                          setup.turn() == null
                              ? Optional.empty()
                              : Optional.of(setup.turnedBy(null))),
                  new Convention(
                      "rope-other-pairs",
                      "rope",
                      "The rotary position embedding pairs the numbers the other way: neighbours"
                          + " instead of halves, or halves instead of neighbours.",
                      "Set options.rope.interleaved to the other value.",
                      setup ->
                          Optional.ofNullable(setup.turn())
                              .map(turn -> setup.turnedBy(turn.otherPairs())))))
          .toList();

  private VectorConventions() {}

  private static Convention rounded(Half half) {
    return new Convention(
        half.word() + "-inputs",
        "rounding of inputs",
        "Queries, keys and values are rounded to %s first.".formatted(half.word()),
        "Keep the inputs in single precision, or send them here as %s rounds them."
            .formatted(half.word()),
        setup -> Optional.of(setup.with(each(setup.plain(), half::round))));
  }

  private static AttentionInputs each(AttentionInputs inputs, UnaryOperator<Tensor> change) {
    return new AttentionInputs(
        change.apply(inputs.query()), change.apply(inputs.key()), change.apply(inputs.value()));
  }

  private static Optional<Setup> withKeysAndValuesSwapped(Setup setup) {
    AttentionInputs inputs = setup.plain();
    return inputs.key().shape().equals(inputs.value().shape())
        ? Optional.of(setup.with(new AttentionInputs(inputs.query(), inputs.value(), inputs.key())))
        : Optional.empty();
  }

  private static Optional<Setup> withQueriesAndKeysSwapped(Setup setup) {
    AttentionInputs inputs = setup.plain();
    return inputs.query().shape().equals(inputs.key().shape())
        ? Optional.of(setup.with(new AttentionInputs(inputs.key(), inputs.query(), inputs.value())))
        : Optional.empty();
  }
}
