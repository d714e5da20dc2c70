/// The built-in vocabulary: vectors for the words of a sentence.
@NullMarked
package attention.vocabulary;

import org.jspecify.annotations.NullMarked;
