package attention.reliability;

/// What a bad network does to the bytes that pass it, in each direction.
sealed interface Toxic {

  /// Every piece comes late.
  record Latency(int millis) implements Toxic {}

  /// Few bytes at a time, with a pause after each piece.
  record Slices(int bytes, int pauseMicros) implements Toxic {}

  /// So many bytes per second.
  record Bandwidth(long perSecond) implements Toxic {}

  /// The connection ends after so many bytes of an answer, as if they were all.
  record CutAfter(long bytes) implements Toxic {}

  /// The same with a reset.
  record ResetAfter(long bytes) implements Toxic {}

  /// The connection ends after so many bytes of a request.
  record CutRequestAfter(long bytes) implements Toxic {}
}
