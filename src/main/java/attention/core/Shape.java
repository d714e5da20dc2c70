package attention.core;

/// The axes of a tensor, from the outermost: `(batch, heads, length, size)`.
///
/// @param batch independent problems, `B`
/// @param heads heads of each, `Hq` or `Hkv`
/// @param length queries or keys of a head, `L` or `S`
/// @param size numbers of each, `E` or `Ev`
public record Shape(int batch, int heads, int length, int size) {

  /// Checks that each axis has at least one place.
  ///
  /// @throws IllegalArgumentException if it does not
  public Shape {
    if (batch < 1 || heads < 1 || length < 1 || size < 1) {
      throw new IllegalArgumentException("every axis needs at least 1, not " + this);
    }
  }

  /// How many numbers a tensor of this shape has.
  ///
  /// @throws IllegalArgumentException if that is more than an array holds
  public int count() {
    if ((double) batch * heads * length * size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("more numbers than an array holds");
    }
    return batch * heads * length * size;
  }

  /// Tells where a number stands in a table of this shape that is laid over a larger one: an axis
  /// with one place counts for every place there.
  ///
  /// @return -1 behind the end of the last axis
  /// @see <a href="https://numpy.org/doc/stable/user/basics.broadcasting.html">Broadcasting</a>
  int broadcast(int b, int head, int row, int column) {
    if (column >= size) {
      return -1;
    }
    int table = (batch == 1 ? 0 : b) * heads + (heads == 1 ? 0 : head);
    return (table * length + (length == 1 ? 0 : row)) * size + column;
  }

  /// Reports where a table of this shape cannot be laid over scores. Its last axis may be shorter
  /// than the keys, but has one place only if there is one key: whether that place would count for
  /// every key or for the first is not for us to guess.
  ///
  /// @param scores `(B, Hq, L, S)`
  /// @param pointer where the table stands in the request
  public void checkBroadcast(Shape scores, String pointer, Faults faults) {
    checkAxis("problems", batch, scores.batch, pointer, faults);
    checkAxis("heads", heads, scores.heads, pointer, faults);
    checkAxis("queries", length, scores.length, pointer, faults);
    if (size > scores.size) {
      faults.add(
          pointer, "wrong-shape", "is for %d keys, there are %d".formatted(size, scores.size));
    } else if (size == 1 && scores.size > 1) {
      faults.add(
          pointer,
          "ambiguous-shape",
          "is for 1 key, there are %d: write it out for every key".formatted(scores.size));
    }
  }

  private static void checkAxis(
      String what, int actual, int expected, String pointer, Faults faults) {
    if (actual != 1 && actual != expected) {
      faults.add(
          pointer, "wrong-shape", "is for %d %s, there are %d".formatted(actual, what, expected));
    }
  }

  /// The same axes with another length and size: what a step makes of them.
  Shape with(int newLength, int newSize) {
    return new Shape(batch, heads, newLength, newSize);
  }
}
