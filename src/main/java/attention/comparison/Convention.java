package attention.comparison;

import java.util.Optional;
import java.util.function.Function;

/// A way to compute attention otherwise than it was asked for.
///
/// @param name for programs; never changes, for example `scale-auto`
/// @param family conventions of one family exclude each other
/// @param meaning what is done otherwise, a sentence for people
/// @param hint what to change so that both sides agree
/// @param change makes the setup with the convention; nothing where there is nothing to do
///   otherwise
public record Convention(
    String name,
    String family,
    String meaning,
    String hint,
    Function<Setup, Optional<Setup>> change) {

  /// Gives the setup with this convention; nothing where there is nothing to do otherwise.
  Optional<Setup> applyTo(Setup setup) {
    return change.apply(setup);
  }
}
