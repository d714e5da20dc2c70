/// What requests take, told to their clients and to operators.
@NullMarked
package attention.telemetry;

import org.jspecify.annotations.NullMarked;
