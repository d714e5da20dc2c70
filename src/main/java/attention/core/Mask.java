package attention.core;

import java.util.List;

/// Which keys each query may attend to.
///
/// `true` always means *takes part*. A mask never changes a score it lets through; numbers that are
/// added to the scores are a [Bias]. Query `i` stands at position `i + offset` among the keys: the
/// offset is 0 without a cache, the number of past keys with one, and `S - L` where the last query
/// belongs to the last key.
public sealed interface Mask {

  /// Every query sees every key.
  record None() implements Mask {}

  /// A query sees the keys up to its own position: `j <= i + offset`.
  ///
  /// @param offset of the queries; negative values hide all keys from the first queries
  record Causal(int offset) implements Mask {}

  /// A query sees the keys near its own position: `-left <= j - (i + offset) <= right`.
  ///
  /// @param left how many keys before its own, 0 or more
  /// @param right how many keys after it, 0 or more
  /// @param offset of the queries
  /// @see <a href="https://arxiv.org/abs/2004.05150">Beltagy et al. (2020), section 3.1</a>
  record Window(int left, int right, int offset) implements Mask {}

  /// Every query sees the first keys: `j < length`.
  ///
  /// @see <a href="https://arxiv.org/abs/1910.10683">Raffel et al. (2020), section 3.2.1</a>
  record Prefix(int length) implements Mask {}

  /// No query sees certain keys.
  ///
  /// @param hidden `(S)`, `true` for a key that nobody sees
  record Hidden(boolean[] hidden) implements Mask {}

  /// A query sees the keys of its own segment.
  ///
  /// @param queryIds `(L)`, the segment of each query
  /// @param keyIds `(S)`, the segment of each key
  record Segments(int[] queryIds, int[] keyIds) implements Mask {}

  /// A table says who sees whom. An axis with one place counts for every place; keys behind the end
  /// of the last axis are hidden.
  ///
  /// @param shape `(1 or B, 1 or Hq, 1 or L, up to S)`
  /// @param allowed fills the shape
  record Dense(Shape shape, boolean[] allowed) implements Mask {}

  /// Keys that every one of these masks lets through.
  record All(List<Mask> of) implements Mask {}

  /// Keys that at least one of these masks lets through.
  record Any(List<Mask> of) implements Mask {}

  /// Each problem of the batch has a mask of its own.
  ///
  /// @param of `(B)`
  record PerProblem(List<Mask> of) implements Mask {}

  /// Tells whether query `i` of a query head takes key `j` into account.
  default boolean allows(int batch, int head, int i, int j) {
    return switch (this) {
      case None() -> true;
      case Causal(int offset) -> j <= (long) i + offset;
      case Window(int left, int right, int offset) ->
          (long) i + offset - left <= j && j <= (long) i + offset + right;
      case Prefix(int length) -> j < length;
      case Hidden(boolean[] hidden) -> !hidden[j];
      case Segments(int[] queryIds, int[] keyIds) -> queryIds[i] == keyIds[j];
      case Dense(Shape shape, boolean[] allowed) -> {
        int at = shape.broadcast(batch, head, i, j);
        yield at >= 0 && allowed[at];
      }
      case All(List<Mask> of) -> of.stream().allMatch(mask -> mask.allows(batch, head, i, j));
      case Any(List<Mask> of) -> of.stream().anyMatch(mask -> mask.allows(batch, head, i, j));
      case PerProblem(List<Mask> of) -> of.get(batch).allows(batch, head, i, j);
    };
  }

  /// Tells whether every query sees keys that stand next to each other, or none.
  default boolean isSpan() {
    return switch (this) {
      case None(), Causal(_), Window(_, _, _), Prefix(_) -> true;
      case Hidden(_), Segments(_, _), Dense(_, _), Any(_) -> false;
      case All(List<Mask> of) -> of.stream().allMatch(Mask::isSpan);
      case PerProblem(List<Mask> of) -> of.stream().allMatch(Mask::isSpan);
    };
  }

  /// Gives the keys that query `i` sees, of a mask that [#isSpan].
  ///
  /// @param keyCount `S`
  default Span span(int batch, int i, int keyCount) {
    return switch (this) {
      case None() -> new Span(0, keyCount);
      case Causal(int offset) -> new Span(0, within(1L + i + offset, keyCount));
      case Window(int left, int right, int offset) ->
          new Span(
              within((long) i + offset - left, keyCount),
              within(1L + i + offset + right, keyCount));
      case Prefix(int length) -> new Span(0, within(length, keyCount));
      case All(List<Mask> of) -> {
        Span span = new Span(0, keyCount);
        for (Mask mask : of) {
          span = span.and(mask.span(batch, i, keyCount));
        }
        yield span;
      }
      case PerProblem(List<Mask> of) -> of.get(batch).span(batch, i, keyCount);
      case Hidden(_), Segments(_, _), Dense(_, _), Any(_) ->
          throw new IllegalStateException("the keys are apart");
    };
  }

  private static int within(long place, int keyCount) {
    return Math.clamp(place, 0, keyCount);
  }

  /// Reports where the mask does not fit.
  ///
  /// @param scores `(B, Hq, L, S)`
  /// @param pointer where the mask stands in the request
  default void check(Shape scores, String pointer, Faults faults) {
    int queryCount = scores.length();
    int keyCount = scores.size();
    switch (this) {
      case None(), Causal(_), Window(_, _, _), Prefix(_) -> {}
      case Hidden(boolean[] hidden) ->
          checkLength(hidden.length, "keys", keyCount, pointer + "/hidden", faults);
      case Segments(int[] queryIds, int[] keyIds) -> {
        checkLength(keyIds.length, "keys", keyCount, pointer + "/ids", faults);
        if (queryIds.length != keyIds.length || queryCount != keyCount) {
          checkLength(queryIds.length, "queries", queryCount, pointer + "/queryIds", faults);
        }
      }
      case Dense(Shape shape, boolean[] _) ->
          shape.checkBroadcast(scores, pointer + "/allowed", faults);
      case All(List<Mask> of) -> checkEach(of, scores, pointer, faults);
      case Any(List<Mask> of) -> checkEach(of, scores, pointer, faults);
      case PerProblem(List<Mask> of) -> {
        checkLength(of.size(), "problems", scores.batch(), pointer, faults);
        checkEach(of, scores, pointer, faults);
      }
    }
  }

  private static void checkEach(List<Mask> masks, Shape scores, String pointer, Faults faults) {
    for (int n = 0; n < masks.size(); n++) {
      masks.get(n).check(scores, pointer + "/of/" + n, faults);
    }
  }

  private static void checkLength(
      int actual, String what, int expected, String pointer, Faults faults) {
    if (actual != expected) {
      faults.add(
          pointer,
          "wrong-length",
          "has %d entries, there are %d %s".formatted(actual, expected, what));
    }
  }
}
