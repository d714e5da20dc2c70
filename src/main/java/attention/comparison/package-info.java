/// A second opinion on numbers that were computed elsewhere: how far they are off, and which
/// convention makes the difference.
@NullMarked
package attention.comparison;

import org.jspecify.annotations.NullMarked;
