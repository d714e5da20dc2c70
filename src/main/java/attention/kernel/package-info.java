/// Arithmetic on arrays of numbers: what a kernel computes, and the plain one that is the
/// reference.
@NullMarked
package attention.kernel;

import org.jspecify.annotations.NullMarked;
