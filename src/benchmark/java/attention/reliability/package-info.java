/// What overload and faults do to the service, and what they do not.
@NullMarked
package attention.reliability;

import org.jspecify.annotations.NullMarked;
