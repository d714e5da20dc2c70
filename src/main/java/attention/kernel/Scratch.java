package attention.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/// Arrays for what is needed only while something is computed, kept from one computation to the
/// next: clearing new ones would take a part of the time that the arithmetic takes.
///
/// What is kept is bounded: of each size, two arrays for each processor, and all of them together
/// an eighth of the heap. Any thread may take and give back.
///
/// @param <A> `float[]` or `double[]`
public final class Scratch<A> {

  private static final int SMALLEST = 8; // as powers of two
  private static final int LARGEST = 20; // 64 queries of 16,384 keys
  private static final int EACH = each(Runtime.getRuntime());

  /// For single precision.
  public static final Scratch<float[]> FLOATS = new Scratch<>(float[]::new, array -> array.length);

  /// For double precision.
  public static final Scratch<double[]> DOUBLES =
      new Scratch<>(double[]::new, array -> array.length);

  private final IntFunction<A> maker;
  private final ToIntFunction<A> length;
  private final AtomicReferenceArray<A> kept =
      new AtomicReferenceArray<>((LARGEST - SMALLEST + 1) * EACH);

  Scratch(IntFunction<A> maker, ToIntFunction<A> length) {
    this.maker = maker;
    this.length = length;
  }

  private static int each(Runtime runtime) {
    long ofAllSizes = (2L << LARGEST) * (Float.BYTES + Double.BYTES);
    long fit = runtime.maxMemory() / 8 / ofAllSizes;
    return Math.clamp(fit, 1, 2 * runtime.availableProcessors());
  }

  /// Gives an array that nobody else has until it is given back.
  ///
  /// @param atLeast how long it must be
  /// @return at least so long; it may hold anything
  public A take(int atLeast) {
    int power = power(atLeast);
    if (power > LARGEST) {
      return maker.apply(atLeast);
    }
    int first = (power - SMALLEST) * EACH;
    for (int n = first; n < first + EACH; n++) {
      A array = kept.get(n);
      if (array != null && kept.compareAndSet(n, array, null)) {
        return array;
      }
    }
    return maker.apply(1 << power);
  }

  /// Takes an array back. Its last user must have forgotten it.
  public void giveBack(A array) {
    int power = power(length.applyAsInt(array));
    if (power > LARGEST) {
      return;
    }
    int first = (power - SMALLEST) * EACH;
    for (int n = first; n < first + EACH; n++) {
      if (kept.get(n) == null && kept.compareAndSet(n, null, array)) {
        return;
      }
    }
  }

  private static int power(int length) {
    return Math.max(SMALLEST, Integer.SIZE - Integer.numberOfLeadingZeros(length - 1));
  }
}
