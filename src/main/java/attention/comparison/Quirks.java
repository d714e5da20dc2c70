package attention.comparison;

import attention.core.Stage;
import org.jspecify.annotations.Nullable;

/// What a pipeline may do otherwise than ours, beyond its options.
///
/// @param cap when the softcap is applied
/// @param axis over what the weights add up to 1
/// @param weights to what the weights are rounded before the values are averaged, if to anything
/// @param results to what every result is rounded, if to anything
/// @param joinedAsTheyLie whether contexts of heads are taken for joined ones without moving a
///   number
/// @param swap which two stages carry each other's names, if any
record Quirks(
    Cap cap,
    Axis axis,
    @Nullable Half weights,
    @Nullable Half results,
    boolean joinedAsTheyLie,
    @Nullable Swap swap) {

  /// When the softcap is applied.
  enum Cap {
    /// To the scores, as it should be.
    TO_SCORES,
    /// To scores plus bias.
    AFTER_BIAS,
    /// To scores plus bias and mask, so that a hidden key has a logit of `-c`.
    AFTER_MASK
  }

  /// Over what the weights add up to 1.
  enum Axis {
    /// The keys of each query, as it should be.
    KEYS,
    /// The queries of each key.
    QUERIES,
    /// The heads of each query and key.
    HEADS
  }

  /// Two stages under each other's names.
  record Swap(Stage one, Stage other) {

    Stage of(Stage stage) {
      return stage == one ? other : stage == other ? one : stage;
    }
  }

  /// Everything as it should be.
  static final Quirks NONE = new Quirks(Cap.TO_SCORES, Axis.KEYS, null, null, false, null);

  Quirks with(Cap other) {
    return new Quirks(other, axis, weights, results, joinedAsTheyLie, swap);
  }

  Quirks with(Axis other) {
    return new Quirks(cap, other, weights, results, joinedAsTheyLie, swap);
  }

  Quirks withWeights(Half rounded) {
    return new Quirks(cap, axis, rounded, results, joinedAsTheyLie, swap);
  }

  Quirks withResults(Half rounded) {
    return new Quirks(cap, axis, weights, rounded, joinedAsTheyLie, swap);
  }

  Quirks joiningAsTheyLie() {
    return new Quirks(cap, axis, weights, results, true, swap);
  }

  Quirks with(Swap other) {
    return new Quirks(cap, axis, weights, results, joinedAsTheyLie, other);
  }

  /// Which stage stands under a name.
  Stage of(Stage name) {
    return swap == null ? name : swap.of(name);
  }

  /// Tells whether the stages are those of the usual pipeline.
  boolean isUsualPipeline() {
    return cap == Cap.TO_SCORES && axis == Axis.KEYS && weights == null;
  }
}
