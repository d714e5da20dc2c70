/// What a request may cost.
@NullMarked
package attention.limits;

import org.jspecify.annotations.NullMarked;
