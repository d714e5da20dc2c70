/// Who may use the service: keys, and pages of other origins.
@NullMarked
package attention.security;

import org.jspecify.annotations.NullMarked;
