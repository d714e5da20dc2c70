package attention.service;

import attention.core.AttentionOptions;

/// What a table for people needs to know beside the numbers.
///
/// @param decimals how many decimals to print
/// @param options say which keys are shown as hidden instead of as 0
public record View(int decimals, AttentionOptions options) {

  /// How many decimals a table has unless the request says otherwise.
  static final int USUAL_DECIMALS = 4;
}
