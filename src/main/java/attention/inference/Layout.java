package attention.inference;

import attention.core.Faults;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.format.TensorData;
import attention.limits.Limits;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How heads lie in a tensor: on an axis of their own, `(B, H, L, E)`, or side by side, `(B, L, H *
/// E)`.
///
/// @param limits bound lengths and sizes
/// @param faults takes what does not fit
record Layout(Limits limits, Faults faults) {

  /// Gives an input as `(B, H, L, E)`.
  ///
  /// @param heads how many lie side by side, if they do
  /// @param parameter the name of the parameter that says so
  /// @param precision of the numbers
  /// @return nothing if it does not fit
  @Nullable Tensor tensor(
      NamedTensor input, OptionalInt heads, String parameter, Precision precision) {
    int[] shape = input.shape();
    if (!(input.data() instanceof TensorData.Reals(Numbers numbers))) {
      faults.add(
          input.pointer() + "/datatype", "wrong-type", "must be one of FP32, FP64, FP16, BF16");
      return null;
    }
    String where = input.pointer() + "/shape";
    if (shape.length != 3 && shape.length != 4) {
      faults.add(where, "wrong-shape", "has %d axes, 3 or 4 are expected".formatted(shape.length));
      return null;
    }
    if (input.isEmpty()) {
      faults.add(where, "empty", "has an axis of length 0");
      return null;
    }
    return shape.length == 4
        ? split(input, numbers.in(precision), heads, parameter)
        : joined(input, numbers.in(precision), heads, parameter);
  }

  private @Nullable Tensor split(
      NamedTensor input, Numbers numbers, OptionalInt heads, String parameter) {
    int[] shape = input.shape();
    if (heads.isPresent() && heads.getAsInt() != shape[1]) {
      faults.add(
          "/parameters/" + parameter,
          "conflict",
          "is %d, %s has %d heads".formatted(heads.getAsInt(), input.name(), shape[1]));
      return null;
    }
    return within(input, shape[2], shape[3])
        ? new Tensor(new Shape(shape[0], shape[1], shape[2], shape[3]), numbers)
        : null;
  }

  private @Nullable Tensor joined(
      NamedTensor input, Numbers numbers, OptionalInt heads, String parameter) {
    int[] shape = input.shape();
    if (heads.isEmpty()) {
      faults.add("/parameters/" + parameter, "required", "is required where tensors have 3 axes");
      return null;
    }
    if (shape[2] % heads.getAsInt() != 0) {
      faults.add(
          "/parameters/" + parameter,
          "wrong-shape",
          "is %d, which does not divide the last axis of %s, %d"
              .formatted(heads.getAsInt(), input.name(), shape[2]));
      return null;
    }
    return within(input, shape[1], shape[2] / heads.getAsInt())
        ? new Tensor(new Shape(shape[0], 1, shape[1], shape[2]), numbers).split(heads.getAsInt())
        : null;
  }

  private boolean within(NamedTensor input, int length, int size) {
    return isWithin(input, "length", length, limits.maxWords(), "max-words")
        && isWithin(input, "head size", size, limits.maxDimensions(), "max-dimensions");
  }

  private boolean isWithin(NamedTensor input, String axis, int actual, int most, String setting) {
    if (actual > most) {
      faults.add(
          input.pointer() + "/shape",
          "too-many",
          "has a %s of %d, the limit is %d (setting attention.limits.%s)"
              .formatted(axis, actual, most, setting));
    }
    return actual <= most;
  }

  /// Gives numbers of `(B, H, L, E)` the axes of an input of some rank.
  static Model.Result result(String name, NamedTensor like, int rank, Tensor tensor) {
    Shape shape = tensor.shape();
    if (rank == 4) {
      int[] axes = {shape.batch(), shape.heads(), shape.length(), shape.size()};
      return new Model.Result(name, like.datatype(), axes, tensor.numbers());
    }
    int[] axes = {shape.batch(), shape.length(), shape.heads() * shape.size()};
    return new Model.Result(name, like.datatype(), axes, tensor.join().numbers());
  }
}
