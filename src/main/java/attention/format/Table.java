package attention.format;

import attention.core.Matrix;
import java.util.List;
import java.util.function.BiPredicate;

/// Numbers with names, for people.
///
/// @param kind what the numbers say
/// @param stage what programs call it, for example `scores`
/// @param title what people read above it
/// @param queries the words that look, one for each row
/// @param firstPosition where the first row stands among the queries of the request
/// @param columns the words that are looked at, or the dimensions `d1`, `d2`, …
/// @param cells `(queries, columns)`
/// @param hidden which cells belong to hidden keys
public record Table(
    Kind kind,
    String stage,
    String title,
    List<String> queries,
    int firstPosition,
    List<String> columns,
    Matrix cells,
    BiPredicate<Integer, Integer> hidden) {

  /// What the numbers of a table say.
  public enum Kind {
    /// What share of its attention each query pays to each key.
    SHARES,
    /// How each query meets each key, by a number of any sign.
    PAIRS,
    /// What each query has, by numbers of any sign.
    FEATURES
  }

  /// Tells whether a cell belongs to a hidden key.
  boolean isHidden(int row, int column) {
    return hidden.test(row, column);
  }
}
