package attention.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Memory that requests share.
final class Room {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final String what;
  private final long size;
  private final AtomicLong taken = new AtomicLong();

  /// Makes an empty room.
  ///
  /// @param what is held in it, for messages
  /// @param size its bytes
  Room(String what, long size) {
    this.what = what;
    this.size = size;
  }

  long size() {
    return size;
  }

  long taken() {
    return taken.get();
  }

  /// Refuses what will never fit.
  ///
  /// @throws OverLimit if more is wanted than there is
  void requireFits(double bytes) {
    if (bytes > size) {
      throw new OverLimit(what, (long) bytes, "bytes", "attention.limits.max-memory", size);
    }
  }

  /// Takes a part, if it is free.
  boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= size) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /// Takes a part.
  ///
  /// @throws OverLimit if it is larger than the room
  /// @throws Busy if it is not free
  void takeNow(long bytes) {
    requireFits((double) bytes);
    if (!tryTake(bytes)) {
      throw new Busy(Busy.Reason.MEMORY, SOON);
    }
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }
}
