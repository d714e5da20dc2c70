package attention.kernel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/// Runs the fast kernels until they are faster than the plain ones, and says which kernels to use
/// meanwhile.
///
/// Code on the Vector API that is not compiled yet makes an object of each vector and is thousands
/// of times slower than it will be. So small problems run here, of every shape for which the kernel
/// has code of its own, until they have become fast and stay so.
public final class WarmUp {

  private static final Duration AT_MOST = Duration.ofMinutes(1);

  // Rows that every height of a tile divides with something left over.
  private static final int KEYS = 67;
  private static final int SIZE = 79;

  private static final int FEW_QUERIES = 2; // less than a vector of them

  private final AtomicReference<Kernels> current = new AtomicReference<>(Kernels.scalar());

  /// Gives the kernels to use right now.
  public Kernels kernels() {
    return current.get();
  }

  /// Warms the fast kernels up, and then makes them the current ones.
  ///
  /// @return whether they are; if not, they have not become faster than the plain ones in time
  public boolean run() {
    Kernels fast = Kernels.select();
    Kernels plain = Kernels.scalar();
    boolean isFaster = FasterRounds.run(() -> round(fast, fast), () -> round(plain, fast), AT_MOST);
    if (isFaster) {
      current.set(fast);
    }
    return isFaster;
  }

  /// Does what the fast kernels have code of their own for.
  private static void round(Kernels kernels, Kernels fast) {
    run(kernels.float32(), float[]::new, 1);
    run(kernels.float32(), float[]::new, FEW_QUERIES);
    run(kernels.float32(), float[]::new, fast.float32().mostQueries());
    run(kernels.float64(), double[]::new, FEW_QUERIES);
    run(kernels.float64(), double[]::new, fast.float64().mostQueries());
  }

  private static <A> void run(Kernel<A> kernel, IntFunction<A> zeros, int queries) {
    int columns = kernel.columns(queries);
    var query = new Slice<>(zeros.apply(queries * SIZE), 0, queries, SIZE);
    var key = new Slice<>(zeros.apply(KEYS * SIZE), 0, KEYS, SIZE);
    var work = new Slice<>(zeros.apply(KEYS * columns), 0, KEYS, columns);
    var rows = new Slice<>(zeros.apply(queries * KEYS), 0, queries, KEYS);
    var lse = new Slice<>(zeros.apply(queries), 0, queries, 1);
    var context = new Slice<>(zeros.apply(queries * SIZE), 0, queries, SIZE);
    kernel.scores(query, key, 1, work);
    kernel.softcap(1, work);
    kernel.softmax(work, Double.NEGATIVE_INFINITY, lse);
    kernel.transpose(work, rows, 0);
    kernel.context(work, key, context);
  }
}
