/// Requests to answers, without state: the only thing controllers call.
@NullMarked
package attention.service;

import org.jspecify.annotations.NullMarked;
