package attention.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/// Rotary position embedding of queries and keys, as a request writes it.
///
/// @param base of the angles
/// @param dimensions how many numbers of each head are turned
/// @param interleaved whether neighbours are pairs, instead of the two halves
/// @param positions of the queries
/// @param keyPositions of the keys
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Rope", description = "Rotary position embedding of queries and keys.")
public record RopeOption(
    @Positive @Schema(description = "Of the angles.", defaultValue = "10000") @Nullable Double base,
    @Positive @Schema(description = "How many numbers of each head are turned; all where absent.")
        @Nullable Integer dimensions,
    @Schema(description = "Whether neighbours are pairs, instead of the two halves.")
        @Nullable Boolean interleaved,
    @Schema(
            description =
                "Of the queries, and of the keys in self-attention; 0, 1, 2 … where absent.")
        int @Nullable [] positions,
    @Schema(description = "Of the keys in cross-attention; 0, 1, 2 … where absent.")
        int @Nullable [] keyPositions) {}
