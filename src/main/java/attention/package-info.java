/// A stateless service that computes attention and shows its work.
@NullMarked
package attention;

import org.jspecify.annotations.NullMarked;
