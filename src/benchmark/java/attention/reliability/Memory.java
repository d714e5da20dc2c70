package attention.reliability;

/// The most memory that a service had.
///
/// @param peak resident megabytes
/// @param heap megabytes that its heap may take
record Memory(long peak, long heap) {

  private static final double ROOM = 1.25;
  private static final long BESIDE = 160;

  /// How much of what it may take.
  double share() {
    return peak / allowed();
  }

  private double allowed() {
    return ROOM * (heap + BESIDE);
  }

  Finding finding() {
    return Finding.figure(
        "resident memory, heap of %d MiB".formatted(heap),
        "%d MiB".formatted(peak),
        "≤ %.0f MiB".formatted(allowed()),
        peak <= allowed());
  }
}
