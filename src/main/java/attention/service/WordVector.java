package attention.service;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A word and the numbers that stand for it.
///
/// @param word what the answer calls it; any text that is not empty
/// @param vector `(E)`, at least one number
public record WordVector(
    @NotNull @Size(min = 1) @Schema(description = "What the answer calls it.", example = "Cats")
        String word,
    @NotNull
        @Size(min = 1)
        @Schema(
            description = "The numbers that stand for the word, as many for each word.",
            example = "[0.1, 0.2, 0.3]")
        double[] vector) {}
