package attention.core;

/// The axes of a tensor, from the outermost: `(batch, heads, length, size)`.
///
/// @param batch independent problems, `B`
/// @param heads heads of each, `Hq` or `Hkv`
/// @param length queries or keys of a head, `L` or `S`
/// @param size numbers of each, `E` or `Ev`
public record Shape(int batch, int heads, int length, int size) {

  /// Checks that each axis has at least one place and that the tensor fits into an array.
  ///
  /// @throws IllegalArgumentException if it does not
  public Shape {
    if (batch < 1 || heads < 1 || length < 1 || size < 1) {
      throw new IllegalArgumentException("every axis needs at least 1, not " + this);
    }
    if ((double) batch * heads * length * size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("more numbers than an array holds");
    }
  }

  /// How many numbers a tensor of this shape has.
  public int count() {
    return batch * heads * length * size;
  }

  /// The same axes with another length and size: what a step makes of them.
  Shape with(int newLength, int newSize) {
    return new Shape(batch, heads, newLength, newSize);
  }
}
