/// The HTTP endpoints below `/api/v1`.
@NullMarked
package attention.api;

import org.jspecify.annotations.NullMarked;
