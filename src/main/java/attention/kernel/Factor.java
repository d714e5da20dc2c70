package attention.kernel;

/// The numbers of a matrix product that are broadcast: one for each row of the result and each
/// step.
///
/// @param <A> `float[]` or `double[]`
/// @param numbers where they are
/// @param from where those of row 0 begin
/// @param row how far a row is from the one before it
/// @param step how far a step is from the one before it
record Factor<A>(A numbers, int from, int row, int step) {

  /// Each row of a matrix is one of the result.
  static <A> Factor<A> rows(Slice<A> matrix, int firstColumn) {
    return new Factor<>(matrix.values(), matrix.start(0) + firstColumn, matrix.columns(), 1);
  }

  /// Each column of a matrix is a row of the result.
  static <A> Factor<A> columns(Slice<A> matrix, int firstRow) {
    return new Factor<>(matrix.values(), matrix.start(firstRow), 1, matrix.columns());
  }
}
