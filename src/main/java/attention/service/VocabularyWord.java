package attention.service;

import attention.core.Numbers;
import io.swagger.v3.oas.annotations.media.Schema;

/// A word of the built-in vocabulary.
///
/// @param word whose vector it is, in lower case
/// @param vector `(100)`
@Schema(description = "A word of the built-in vocabulary and its 100 numbers.")
public record VocabularyWord(@Schema(example = "cat") String word, Numbers vector) {}
