package attention.format;

import attention.core.Numbers;

/// The elements of a tensor, row-major.
public sealed interface TensorData {

  /// Floating-point numbers, each one that the datatype of the tensor can hold.
  record Reals(Numbers numbers) implements TensorData {}

  /// Truth values.
  record Flags(boolean[] flags) implements TensorData {}

  /// Whole numbers.
  record Integers(long[] integers) implements TensorData {}

  /// How many elements there are.
  default int count() {
    return switch (this) {
      case Reals(Numbers numbers) -> numbers.count();
      case Flags(boolean[] flags) -> flags.length;
      case Integers(long[] integers) -> integers.length;
    };
  }
}
