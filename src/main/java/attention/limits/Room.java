package attention.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Memory that requests share.
final class Room {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(10);

  private final String what;
  private final long size;
  private final AtomicLong taken = new AtomicLong();
  private final LongAdder refused = new LongAdder();

  /// Makes an empty room.
  ///
  /// @param what is held in it, for messages
  /// @param size its bytes
  Room(String what, long size) {
    this.what = what;
    this.size = size;
  }

  /// Bytes that are taken.
  long taken() {
    return taken.get();
  }

  /// How many were refused because too little was free.
  long refused() {
    return refused.sum();
  }

  /// Refuses what will never fit.
  ///
  /// @throws OverLimit if more is wanted than there is
  void requireFits(double bytes) {
    if (bytes > size) {
      throw new OverLimit(what, (long) bytes, "bytes", "attention.limits.max-memory", size);
    }
  }

  /// Refuses what does not fit now, and takes nothing.
  ///
  /// @throws OverLimit if more is wanted than there is
  /// @throws Busy if more is wanted than is free
  void requireFree(long bytes) {
    requireFits((double) bytes);
    if (bytes > size - taken.get()) {
      throw refusal();
    }
  }

  /// Takes a part.
  ///
  /// @throws OverLimit if it is larger than the room
  /// @throws Busy if it is not free
  void take(long bytes) {
    requireFits((double) bytes);
    if (!tryTake(bytes)) {
      throw refusal();
    }
  }

  /// Takes a part as soon as it is free.
  ///
  /// @param most how long to wait
  /// @param checkpoint passed now and then
  /// @throws OverLimit if it is larger than the room
  /// @throws Busy if it is not free in time
  void await(long bytes, Duration most, Runnable checkpoint) {
    requireFits((double) bytes);
    long end = System.nanoTime() + most.toNanos();
    while (!tryTake(bytes)) {
      if (System.nanoTime() - end > 0) {
        throw refusal();
      }
      checkpoint.run();
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw refusal();
      }
    }
  }

  private boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= size) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  private Busy refusal() {
    refused.increment();
    return new Busy(SOON);
  }
}
