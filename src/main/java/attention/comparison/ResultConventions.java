package attention.comparison;

import attention.core.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What may happen to results that are right by themselves.
final class ResultConventions {

  static final List<Convention> ALL =
      Stream.concat(
              Stream.of(
                  swapped(Stage.SCORES, Stage.CAPPED),
                  swapped(Stage.SCORES, Stage.LOGITS),
                  swapped(Stage.SCORES, Stage.WEIGHTS),
                  swapped(Stage.CAPPED, Stage.LOGITS),
                  swapped(Stage.CAPPED, Stage.WEIGHTS),
                  swapped(Stage.LOGITS, Stage.WEIGHTS)),
              Arrays.stream(Half.values()).map(ResultConventions::rounded))
          .toList();

  private ResultConventions() {}

  /// Everything in 16 bits: what is left when no single rounding explains a candidate whose numbers
  /// all have 16 bits.
  static Convention arithmetic(Half half) {
    return new Convention(
        half.word() + "-arithmetic",
        "arithmetic",
        "Every number is one of %s, and none is farther off than such arithmetic explains."
            .formatted(half.word()),
        "Add up in single precision; otherwise widen the tolerance.",
        Optional::of);
  }

  private static Convention swapped(Stage one, Stage other) {
    String first = word(one);
    String second = word(other);
    return new Convention(
        "%s-and-%s-swapped".formatted(first, second),
        "names of stages",
        "What is called %s are the %s, and the other way round.".formatted(first, second),
        "Exchange the two; operators number their output modes differently.",
        setup -> Optional.of(setup.with(setup.quirks().with(new Quirks.Swap(one, other)))));
  }

  private static String word(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static Convention rounded(Half half) {
    return new Convention(
        half.word() + "-results",
        "rounding of results",
        "The results are rounded to %s.".formatted(half.word()),
        "Keep the results in single precision; otherwise widen the tolerance.",
        setup -> Optional.of(setup.with(setup.quirks().withResults(half))));
  }
}
