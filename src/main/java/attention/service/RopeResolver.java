package attention.service;

import attention.core.Faults;
import attention.core.Rotary;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns the rotary position embedding of a request into rotations of queries and keys.
///
/// @param sequences the words
/// @param heads how their vectors are split
/// @param faults takes what does not fit
record RopeResolver(Sequences sequences, Heads heads, Faults faults) {

  private static final String POINTER = "/options/rope";
  private static final double USUAL_BASE = 10_000;

  /// The rotations, and the option with everything said.
  record Resolved(Rotary query, Rotary key, RopeOption echo) {}

  /// Resolves the rotation.
  ///
  /// @return nothing if none is wanted, or if it does not fit
  @Nullable Resolved resolve(@Nullable RopeOption option) {
    if (option == null) {
      return null;
    }
    int dimensions = option.dimensions() == null ? heads.headSize() : option.dimensions();
    if (dimensions % 2 != 0 || dimensions > heads.headSize()) {
      faults.add(
          POINTER + "/dimensions",
          "wrong-shape",
          "is %d, expected an even number of at most %d".formatted(dimensions, heads.headSize()));
      return null;
    }
    int queries = sequences.queries().count();
    int keys = sequences.keys().count();
    int[] positions = positions(option.positions(), queries, "/positions", "queries");
    boolean shared = sequences.isSelfAttention() && option.keyPositions() == null;
    int[] keyPositions =
        shared ? positions : positions(option.keyPositions(), keys, "/keyPositions", "keys");
    if (!faults.isEmpty()) {
      return null;
    }
    double base = option.base() == null ? USUAL_BASE : option.base();
    boolean interleaved = Boolean.TRUE.equals(option.interleaved());
    return new Resolved(
        Rotary.of(base, dimensions, positions, interleaved),
        Rotary.of(base, dimensions, keyPositions, interleaved),
        new RopeOption(base, dimensions, interleaved, positions, keyPositions));
  }

  private int[] positions(int @Nullable [] given, int count, String name, String what) {
    if (given == null) {
      return IntStream.range(0, count).toArray();
    }
    if (given.length != count) {
      faults.add(
          POINTER + name,
          "wrong-length",
          "has %d positions, there are %d %s".formatted(given.length, count, what));
    }
    return given;
  }
}
