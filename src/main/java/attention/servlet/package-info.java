/// What all that stand between the server and the endpoints have in common.
@NullMarked
package attention.servlet;

import org.jspecify.annotations.NullMarked;
