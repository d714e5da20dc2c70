package attention.mutations;

/// Numbers in double precision, and how far from each of them a right answer may be.
///
/// @param values what is right
/// @param bounds for each of them, 0 or more
record Bounded(double[][] values, double[][] bounds) {

  /// Numbers that are exact.
  static Bounded exact(double[][] values) {
    return new Bounded(
        values, new double[values.length][values.length == 0 ? 0 : values[0].length]);
  }

  static Bounded zeros(int rows, int columns) {
    return exact(new double[rows][columns]);
  }

  int rows() {
    return values.length;
  }

  int columns() {
    return values.length == 0 ? 0 : values[0].length;
  }

  /// Some of the columns.
  Bounded columns(int from, int count) {
    Bounded part = zeros(rows(), count);
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(values[row], from, part.values[row], 0, count);
      System.arraycopy(bounds[row], from, part.bounds[row], 0, count);
    }
    return part;
  }

  /// Takes a number and its bound.
  void set(int row, int column, double value, double bound) {
    values[row][column] = value;
    bounds[row][column] = bound;
  }

  /// Puts columns at a place of these.
  void put(int from, Bounded part) {
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(part.values[row], 0, values[row], from, part.columns());
      System.arraycopy(part.bounds[row], 0, bounds[row], from, part.columns());
    }
  }
}
