package attention.core;

/// Keys that stand next to each other.
///
/// @param from the first
/// @param to one past the last; not above `from` for none
record Span(int from, int to) {

  /// Gives the keys that stand in both.
  Span and(Span other) {
    return new Span(Math.max(from, other.from), Math.min(to, other.to));
  }

  /// Tells whether there are none.
  boolean isEmpty() {
    return to <= from;
  }
}
