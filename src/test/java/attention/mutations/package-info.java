/// A great many requests that are nearly right, sent; and what a right answer to each would be.
@NullMarked
package attention.mutations;

import org.jspecify.annotations.NullMarked;
