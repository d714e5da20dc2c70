/// Attention as most would write it with Spring Boot. Not below `attention`, where the tests of our
/// service look for components.
@NullMarked
package plain;

import org.jspecify.annotations.NullMarked;
