package attention.inference;

import attention.inference.OnnxProblem.Array;

/// Which keys a query sees: those that no rule of the specification hides.
record OnnxVisibility(OnnxProblem problem) {

  /// Tells whether query `i` of query head `h` takes key `j` into account.
  boolean sees(int b, int h, int i, int j) {
    return isValid(b, j) && isInTime(b, i, j) && isInWindow(b, i, j) && isUnmasked(b, h, i, j);
  }

  private boolean isValid(int b, int j) {
    return problem.validLengths() == null || j < problem.validLengths()[b];
  }

  /// `j <= i + offset`, where it is causal.
  private boolean isInTime(int b, int i, int j) {
    return problem.integer("is_causal", 0) == 0 || j <= i + offset(b);
  }

  /// `p - left <= j <= p + right` with the position `p = offset + i`; -1 is no bound.
  private boolean isInWindow(int b, int i, int j) {
    int left = problem.integer("left_window_size", -1);
    int right = problem.integer("right_window_size", -1);
    long p = offset(b) + i;
    return (left == -1 || p - left <= j) && (right == -1 || j <= p + right);
  }

  /// How many keys precede the first query; negative where there are more queries than keys.
  private long offset(int b) {
    if (problem.pastKey() != null) {
      return problem.pastCount();
    }
    return problem.validLengths() == null ? 0 : problem.validLengths()[b] - problem.queryCount();
  }

  private boolean isUnmasked(int b, int h, int i, int j) {
    Array mask = problem.mask();
    if (mask == null) {
      return true;
    }
    if (j >= mask.shape()[mask.shape().length - 1]) {
      return false;
    }
    double entry = entry(mask, b, h, i, j);
    return mask.datatype().equals("BOOL") ? entry == 1 : entry != Double.NEGATIVE_INFINITY;
  }

  /// What is added to the capped score of a key that is seen.
  double bias(int b, int h, int i, int j) {
    Array mask = problem.mask();
    return mask == null || mask.datatype().equals("BOOL") ? 0 : entry(mask, b, h, i, j);
  }

  /// The entry for a query and a key. The axes of the mask are the last ones of `(B, Hq, L, S)`,
  /// and an axis of length 1 holds for all.
  private static double entry(Array mask, int b, int h, int i, int j) {
    int[] place = {b, h, i, j};
    int[] shape = mask.shape();
    int index = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      int at = place[axis + 4 - shape.length];
      index = index * shape[axis] + (shape[axis] == 1 ? 0 : at);
    }
    return mask.values()[index];
  }
}
