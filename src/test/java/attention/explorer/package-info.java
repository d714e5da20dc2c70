/// The explorer page in a real browser.
@NullMarked
package attention.explorer;

import org.jspecify.annotations.NullMarked;
