package attention.core;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Large arrays that a request needs no more, for the next one that needs such: new ones are
/// cleared first, and many of them keep the collector busy.
///
/// Others than those of [attention.kernel.Scratch], which are needed only while something is
/// computed, they leave a request with its answer, and have the length that was asked for.
///
/// A few are remembered, and these belong to the collector as soon as it looks for memory. Any
/// thread may take and give back.
///
/// @param <A> `byte[]`, `float[]` or `double[]`
public final class Spare<A> {

  private static final int MOST = 16;

  // Bytes: of an array from which on it is worth its while, and of all that are remembered.
  private static final int LARGE = 1 << 16;
  private static final long ROOM = Runtime.getRuntime().maxMemory() / 8;

  /// For bytes.
  public static final Spare<byte[]> BYTES = new Spare<>(byte[]::new, a -> a.length, Byte.BYTES);

  /// For single precision.
  public static final Spare<float[]> FLOATS = new Spare<>(float[]::new, a -> a.length, Float.BYTES);

  /// For double precision.
  public static final Spare<double[]> DOUBLES =
      new Spare<>(double[]::new, a -> a.length, Double.BYTES);

  private record Remembered<A>(int length, WeakReference<A> array) {}

  private final IntFunction<A> maker;
  private final ToIntFunction<A> length;
  private final int elementBytes;
  private final Deque<Remembered<A>> remembered = new ArrayDeque<>();

  Spare(IntFunction<A> maker, ToIntFunction<A> length, int elementBytes) {
    this.maker = maker;
    this.length = length;
    this.elementBytes = elementBytes;
  }

  /// Gives an array that nobody else has.
  ///
  /// @param least how long it must be
  /// @param most how long it may be
  /// @return it may hold anything
  public A take(int least, int most) {
    A found = bytes(most) < LARGE ? null : find(least, most);
    return found == null ? maker.apply(least) : found;
  }

  private synchronized @Nullable A find(int least, int most) {
    Iterator<Remembered<A>> fromLatest = remembered.descendingIterator();
    while (fromLatest.hasNext()) {
      Remembered<A> one = fromLatest.next();
      if (least <= one.length && one.length <= most) {
        fromLatest.remove();
        A array = one.array.get();
        if (array != null) {
          return array;
        }
      }
    }
    return null;
  }

  /// Takes an array that nobody has any more.
  public void giveBack(A array) {
    int count = length.applyAsInt(array);
    if (LARGE <= bytes(count) && bytes(count) <= ROOM) {
      remember(new Remembered<>(count, new WeakReference<>(array)));
    }
  }

  private synchronized void remember(Remembered<A> latest) {
    remembered.addLast(latest);
    while (remembered.size() > MOST
        || remembered.stream().mapToLong(one -> bytes(one.length)).sum() > ROOM) {
      remembered.removeFirst();
    }
  }

  private long bytes(int count) {
    return (long) count * elementBytes;
  }
}
