package attention.kernel;

/// Where the sums of a matrix product go: each is added to a number that stands before it.
///
/// @param <A> `float[]` or `double[]`
/// @param before the numbers that the sums are added to
/// @param beforeFrom where those of row 0 begin
/// @param beforeRow how far a row of them is from the one before it
/// @param after what the totals are written to, one row after the other
/// @param afterFrom where row 0 begins
record Totals<A>(A before, int beforeFrom, int beforeRow, A after, int afterFrom) {

  /// There are no totals yet.
  ///
  /// @param nothing a row of negative zeros, which change no number that is added to them
  static <A> Totals<A> first(A nothing, Slice<A> totals) {
    return new Totals<>(nothing, 0, 0, totals.values(), totals.offset());
  }

  /// The sums are added to what stands there.
  static <A> Totals<A> next(Slice<A> totals) {
    return new Totals<>(
        totals.values(), totals.offset(), totals.columns(), totals.values(), totals.offset());
  }
}
