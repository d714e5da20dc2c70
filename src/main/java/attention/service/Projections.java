package attention.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/// What is done to the vectors before attention, and to its result.
///
/// @param query maps the queries
/// @param key maps the keys
/// @param value maps the values
/// @param output maps the joined contexts of all heads
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description =
        "Linear maps before attention, and of its result; what is absent changes nothing.")
public record Projections(
    @Valid @Nullable ProjectionOption query,
    @Valid @Nullable ProjectionOption key,
    @Valid @Nullable ProjectionOption value,
    @Valid @Nullable ProjectionOption output) {

  /// No maps.
  static final Projections NONE = new Projections(null, null, null, null);
}
