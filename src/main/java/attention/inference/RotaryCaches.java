package attention.inference;

import attention.core.Faults;
import attention.core.InvalidInput;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.format.TensorData;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the cosine or sine of each angle in a cache: by the position of each place, or place by
/// place.
///
/// @param turned the tensor that is turned, `(B, H, L, E)`
/// @param pairs how many pairs of each vector are turned
/// @param positions `(B, L)`, the row of the cache for each place; nothing, where the cache has one
///   for each
/// @param faults takes what does not fit
record RotaryCaches(Shape turned, int pairs, @Nullable NamedTensor positions, Faults faults) {

  /// Gives the angles of each place.
  ///
  /// @param cache `(any, pairs)` with positions, else `(B, L, pairs)`
  /// @return `(B, 1, L, pairs)`
  /// @throws InvalidInput if cache or positions do not fit
  Tensor angles(NamedTensor cache) {
    if (!(cache.data() instanceof TensorData.Reals(Numbers numbers))) {
      throw fault(cache, "/datatype", "must be one of FP32, FP64, FP16, BF16");
    }
    Numbers cached = numbers.in(Precision.FLOAT64);
    var shape = new Shape(turned.batch(), 1, turned.length(), pairs);
    if (positions == null) {
      requireShape(cache, turned.batch(), turned.length(), pairs);
      return new Tensor(shape, cached);
    }
    int[] axes = cache.shape();
    if (axes.length != 2 || axes[1] != pairs) {
      throw fault(cache, "/shape", "must be (any, %d)".formatted(pairs));
    }
    long[] rows = rows(positions);
    Numbers found = Numbers.zeros(Precision.FLOAT64, shape.count());
    for (int place = 0; place < rows.length; place++) {
      if (rows[place] < 0 || rows[place] >= axes[0]) {
        String detail = "is %d, the caches have rows 0 to %d".formatted(rows[place], axes[0] - 1);
        throw fault(positions, "/data/" + place, detail);
      }
      found.copy(place * pairs, cached, (int) rows[place] * pairs, pairs);
    }
    return new Tensor(shape, found);
  }

  private long[] rows(NamedTensor positions) {
    if (!(positions.data() instanceof TensorData.Integers(long[] rows))) {
      throw fault(positions, "/datatype", "must be whole numbers, INT64 as a rule");
    }
    requireShape(positions, turned.batch(), turned.length());
    return rows;
  }

  private void requireShape(NamedTensor tensor, int... axes) {
    if (!Arrays.equals(tensor.shape(), axes)) {
      throw fault(tensor, "/shape", "must be " + Arrays.toString(axes));
    }
  }

  private InvalidInput fault(NamedTensor tensor, String where, String detail) {
    faults.add(tensor.pointer() + where, "wrong-shape", detail);
    return new InvalidInput(faults);
  }
}
