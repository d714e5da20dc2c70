package attention.core;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Numbered tasks that several threads share: one for each processor, the caller's among them.
///
/// A thread takes the next task as soon as it has done one. Halves handed out beforehand would end
/// at different times, whenever something else takes a processor for a while.
public final class Tasks {

  private final int count;
  private final IntPredicate task;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean isFalse = new AtomicBoolean();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  private Tasks(int count, IntPredicate task) {
    this.count = count;
    this.task = task;
  }

  /// Does all tasks, in any order.
  ///
  /// @param count how many; they are numbered from 0 on
  /// @throws RuntimeException what a task has thrown. None is begun after that, and none is still
  ///   being done when this returns
  public static void share(int count, IntConsumer task) {
    areTrue(
        count,
        n -> {
          task.accept(n);
          return true;
        });
  }

  /// Does tasks, in any order, until one of them gives `false`.
  ///
  /// @param count how many; they are numbered from 0 on
  /// @return whether all were done, and gave `true`
  /// @throws RuntimeException as for [#share]
  public static boolean areTrue(int count, IntPredicate task) {
    var tasks = new Tasks(count, task);
    int threads = Math.min(count, ForkJoinPool.getCommonPoolParallelism() + 1);
    if (threads > 1) {
      IntStream.range(0, threads).parallel().forEach(_ -> tasks.doSome());
    } else {
      tasks.doSome();
    }
    RuntimeException failed = tasks.failure.get();
    if (failed != null) {
      throw failed;
    }
    return !tasks.isFalse.get();
  }

  private void doSome() {
    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
      try {
        if (!task.test(n)) {
          isFalse.set(true);
          next.set(count);
        }
      } catch (RuntimeException failed) {
        failure.set(failed);
        next.set(count);
      }
    }
  }
}
