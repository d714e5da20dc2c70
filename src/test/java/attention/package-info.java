/// Checks of the whole: format, architecture, documentation.
@NullMarked
package attention;

import org.jspecify.annotations.NullMarked;
