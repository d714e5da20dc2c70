package attention.service;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A linear map of vectors, as a request writes it: `x · weight + bias`.
///
/// @param weight `(in, out)`
/// @param bias `(out)`, none where absent
@Schema(name = "Projection", description = "A linear map of vectors: x · weight + bias.")
public record ProjectionOption(
    @NotNull
        @Size(min = 1)
        @Schema(
            description = "A row for each number that goes in, a column for each that comes out.")
        List<double @NotNull []> weight,
    @Schema(description = "A number for each that comes out.") double @Nullable [] bias) {}
