/// Whatever goes wrong, as one RFC 9457 problem document.
@NullMarked
package attention.problem;

import org.jspecify.annotations.NullMarked;
