package attention.comparison;

import attention.core.AttentionInputs;
import attention.core.AttentionOptions;
import attention.core.Projection;
import attention.core.Rotary;
import org.jspecify.annotations.Nullable;

/// Everything that a result depends on, in double precision: as it was asked for, or with other
/// conventions.
///
/// @param plain queries, keys and values before they are turned
/// @param inputs the same after that
/// @param turn what turns queries and keys, if anything does
/// @param options how to compute
/// @param output maps the joined contexts, if anything does
/// @param joined whether heads lie side by side in the vectors, from which they were split
/// @param quirks what the pipeline itself does otherwise
public record Setup(
    AttentionInputs plain,
    AttentionInputs inputs,
    @Nullable Turn turn,
    AttentionOptions options,
    @Nullable Projection output,
    boolean joined,
    Quirks quirks) {

  /// Rotary position embedding of queries and keys.
  public record Turn(Rotary query, Rotary key) {

    private AttentionInputs apply(AttentionInputs inputs) {
      return new AttentionInputs(
          query.apply(inputs.query()), key.apply(inputs.key()), inputs.value());
    }

    /// The same with the other choice of pairs.
    Turn otherPairs() {
      return new Turn(otherPairs(query), otherPairs(key));
    }

    private static Rotary otherPairs(Rotary rotary) {
      return new Rotary(rotary.cosines(), rotary.sines(), !rotary.interleaved());
    }
  }

  /// Gives what was asked for.
  ///
  /// @param plain queries, keys and values before they are turned, in double precision
  /// @param turn what turns queries and keys, if anything does
  /// @param options how to compute
  /// @param output maps the joined contexts, if anything does
  /// @param joined whether heads lie side by side in the vectors, from which they were split
  public static Setup of(
      AttentionInputs plain,
      @Nullable Turn turn,
      AttentionOptions options,
      @Nullable Projection output,
      boolean joined) {
    AttentionInputs inputs = turn == null ? plain : turn.apply(plain);
    return new Setup(plain, inputs, turn, options, output, joined, Quirks.NONE);
  }

  /// The same with other vectors.
  Setup with(AttentionInputs others) {
    AttentionInputs turned = turn == null ? others : turn.apply(others);
    return new Setup(others, turned, turn, options, output, joined, quirks);
  }

  /// The same, turned otherwise.
  Setup turnedBy(@Nullable Turn other) {
    AttentionInputs turned = other == null ? plain : other.apply(plain);
    return new Setup(plain, turned, other, options, output, joined, quirks);
  }

  /// The same with other options.
  Setup with(AttentionOptions others) {
    return new Setup(plain, inputs, turn, others, output, joined, quirks);
  }

  /// The same with other quirks.
  Setup with(Quirks others) {
    return new Setup(plain, inputs, turn, options, output, joined, others);
  }

  /// How many query heads there are.
  int queryHeads() {
    return inputs.query().shape().heads();
  }

  /// How many key heads there are.
  int keyHeads() {
    return inputs.key().shape().heads();
  }
}
