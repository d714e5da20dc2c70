package attention.limits;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What one connection may take, as far as the server has no setting of its own for it; each a
/// setting below `attention.limits`.
///
/// @param maxHeaders headers of a request
/// @param headerTimeout from the first byte of a request to the end of its headers
/// @param minSendRate bytes a second that a client must send of a body, while the service waits
/// @param minReadRate bytes a second that a client must read of an answer, while the service waits
/// @param rateGrace how long a client may be waited for before its rate counts
@Validated
@ConfigurationProperties("attention.limits")
public record ConnectionLimits(
    @Min(8) @DefaultValue("64") int maxHeaders,
    @NotNull @DefaultValue("10s") Duration headerTimeout,
    @NotNull @DefaultValue("16KB") DataSize minSendRate,
    @NotNull @DefaultValue("64KB") DataSize minReadRate,
    @NotNull @DefaultValue("5s") Duration rateGrace) {}
