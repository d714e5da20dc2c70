package attention.comparison;

import attention.core.AttentionInputs;
import attention.core.Numbers;
import attention.core.Shape;
import attention.core.Tensor;
import java.util.List;
import java.util.Optional;

/// How vectors become heads, and heads vectors.
final class HeadConventions {

  static final List<Convention> ALL =
      List.of(
          new Convention(
              "heads-split-without-transpose",
              "split of heads",
              "The vectors are cut into heads as they lie in memory, (L, H·E) taken for (H, L, E),"
                  + " so that a head gets some words whole instead of a part of every word.",
              "Reshape to (L, H, E) and then transpose to (H, L, E).",
              HeadConventions::splitAsTheyLie),
          new Convention(
              "heads-joined-without-transpose",
              "join of heads",
              "The contexts of the heads are joined as they lie in memory, (H, L, E) taken for"
                  + " (L, H·E).",
              "Transpose to (L, H, E) before reshaping to (L, H·E).",
              setup ->
                  setup.joined() && setup.queryHeads() > 1
                      ? Optional.of(setup.with(setup.quirks().joiningAsTheyLie()))
                      : Optional.empty()),
          new Convention(
              "grouped-heads-tiled",
              "key heads",
              "Grouped key heads are tiled, 0 1 0 1, instead of repeated, 0 0 1 1: query head h"
                  + " uses key head h modulo the number of key heads.",
              "Repeat each key head for its group of neighbouring query heads"
                  + " (repeat_interleave instead of repeat or tile).",
              HeadConventions::tiled));

  private HeadConventions() {}

  private static Optional<Setup> splitAsTheyLie(Setup setup) {
    AttentionInputs inputs = setup.plain();
    return setup.joined() && setup.queryHeads() > 1
        ? Optional.of(
            setup.with(
                new AttentionInputs(
                    asItLies(inputs.query()), asItLies(inputs.key()), asItLies(inputs.value()))))
        : Optional.empty();
  }

  private static Tensor asItLies(Tensor split) {
    return new Tensor(split.shape(), split.join().numbers());
  }

  private static Optional<Setup> tiled(Setup setup) {
    AttentionInputs inputs = setup.plain();
    int queryHeads = setup.queryHeads();
    int keyHeads = setup.keyHeads();
    return keyHeads > 1 && keyHeads < queryHeads
        ? Optional.of(
            setup.with(
                new AttentionInputs(
                    inputs.query(),
                    tiled(inputs.key(), queryHeads),
                    tiled(inputs.value(), queryHeads))))
        : Optional.empty();
  }

  private static Tensor tiled(Tensor tensor, int heads) {
    Shape few = tensor.shape();
    var many = new Shape(few.batch(), heads, few.length(), few.size());
    int table = few.length() * few.size();
    Numbers numbers = Numbers.zeros(tensor.numbers().precision(), many.count());
    for (int n = 0; n < few.batch() * heads; n++) {
      int from = n / heads * few.heads() + n % heads % few.heads();
      numbers.copy(n * table, tensor.numbers(), from * table, table);
    }
    return new Tensor(many, numbers);
  }
}
