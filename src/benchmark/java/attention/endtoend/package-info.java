/// How fast attention is over HTTP, beside peers that keep the same contract.
@NullMarked
package attention.endtoend;

import org.jspecify.annotations.NullMarked;
