package attention.endtoend;

/// What a [Load] got.
///
/// @param perSecond answers per second
/// @param nanos how long each took, in ascending order
record Answered(double perSecond, long[] nanos) {

  /// Seconds from a request to the end of its answer, of half of them at most.
  double median() {
    return 1e-9 * nanos[nanos.length / 2];
  }

  /// The same of 99 of 100; the longest, where there are fewer.
  double p99() {
    return 1e-9 * nanos[Math.min(nanos.length - 1, nanos.length * 99 / 100)];
  }
}
