package attention.core;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// What is measured on one thread must have no other.
public final class OneThread {

  private OneThread() {}

  /// Does something where parallel streams find no helper, even if the common pool has some. A
  /// setting of that pool is no help beside a service: Java gives it threads when one is started.
  public static void run(Runnable work) {
    try (var pool = new ForkJoinPool(1)) {
      pool.submit(
              () -> {
                require("helpers come into a pool of one thread");
                work.run();
              })
          .join();
    }
  }

  /// Makes sure that parallel streams of this thread find no helper.
  ///
  /// @param otherwise what to say if they do
  /// @throws IllegalStateException if they do
  static void require(String otherwise) {
    Thread caller = Thread.currentThread();
    boolean alone =
        IntStream.range(0, 100)
            .parallel()
            .allMatch(
                _ -> {
                  LockSupport.parkNanos(1_000_000); // long enough for a helper to come
                  return Thread.currentThread().equals(caller);
                });
    if (!alone) {
      throw new IllegalStateException(otherwise);
    }
  }
}
