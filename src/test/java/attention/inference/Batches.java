package attention.inference;

import attention.inference.OnnxProblem.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes batches apart.
final class Batches {

  private Batches() {}

  /// Gives one problem of a batch as a batch of its own.
  static OnnxProblem entry(OnnxProblem problem, int b) {
    int size = problem.batchSize();
    Array mask = problem.mask();
    boolean ownMask = mask != null && mask.shape().length == 4 && mask.shape()[0] == size;
    long[] lengths = problem.validLengths();
    return new OnnxProblem(
        part(problem.query(), b, size),
        part(problem.key(), b, size),
        part(problem.value(), b, size),
        mask != null && ownMask ? part(mask, b, size) : mask,
        partIfAny(problem.pastKey(), b, size),
        partIfAny(problem.pastValue(), b, size),
        lengths == null ? null : new long[] {lengths[b]},
        problem.attributes());
  }

  private static @Nullable Array partIfAny(@Nullable Array array, int b, int size) {
    return array == null ? null : part(array, b, size);
  }

  private static Array part(Array array, int b, int size) {
    int[] shape = array.shape().clone();
    shape[0] = 1;
    int count = array.values().length / size;
    double[] values = Arrays.copyOfRange(array.values(), b * count, (b + 1) * count);
    return new Array(array.datatype(), shape, values);
  }
}
