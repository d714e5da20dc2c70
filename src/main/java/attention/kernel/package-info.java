/// Arithmetic on arrays of numbers: what a kernel computes, the plain ones that are the reference,
/// and the fast ones on vectors.
@NullMarked
package attention.kernel;

import org.jspecify.annotations.NullMarked;
