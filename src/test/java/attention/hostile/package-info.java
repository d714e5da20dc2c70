/// Requests that nobody should send, sent.
@NullMarked
package attention.hostile;

import org.jspecify.annotations.NullMarked;
