package attention.core;

import java.util.Locale;

/// What the weights of a query are when every key is hidden from it.
public enum EmptyRows {
  /// All zero, so the context is zero.
  ZERO,
  /// All equal, so the context is the mean of the values, hidden ones included.
  MEAN,
  /// `NaN`, and so is the context.
  NAN;

  /// The name in requests and messages, for example `zero`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
