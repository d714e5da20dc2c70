package attention.inference;

import attention.format.Datatype;
import attention.format.TensorData;

/// An input that has arrived.
///
/// @param name which input
/// @param pointer where it stands in the request
/// @param datatype what its elements are
/// @param shape its axes, from the outermost; an axis may have no place
/// @param data fills the shape
record NamedTensor(String name, String pointer, Datatype datatype, int[] shape, TensorData data) {

  /// How many axes it has.
  int rank() {
    return shape.length;
  }

  /// Tells whether it has no elements.
  boolean isEmpty() {
    return data.count() == 0;
  }
}
