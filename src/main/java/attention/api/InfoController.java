package attention.api;

import attention.limits.Limits;
import attention.limits.ServerLimits;
import attention.limits.WorkLimits;
import attention.service.AttentionService;
import attention.service.Dialect;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What this service is and what it allows.
@Tag(name = "About")
@RestController
class InfoController {

  /// What this service is and what it allows.
  record ServiceInfo(
      @Schema(example = "0.1.0") String version,
      AttentionService.KernelInfo kernel,
      List<Limits.Limit> limits,
      List<Dialect> dialects,
      List<FormatInfo> formats) {

    ServiceInfo with(AttentionService.KernelInfo kernelNow) {
      return new ServiceInfo(version, kernelNow, limits, dialects, formats);
    }
  }

  /// A format of answers.
  record FormatInfo(
      @Schema(description = "For the parameter format.", example = "text") String name,
      @Schema(description = "For the Accept header.", example = "text/plain") String mediaType) {}

  private final AttentionService service;
  private final ServiceInfo info;

  InfoController(
      Optional<BuildProperties> build,
      AttentionService service,
      Limits limits,
      WorkLimits workLimits,
      ServerLimits serverLimits) {
    this.service = service;
    this.info =
        new ServiceInfo(
            build.map(BuildProperties::getVersion).orElse("unknown"),
            service.kernel(),
            Stream.of(limits.all(), workLimits.all(), serverLimits.all())
                .flatMap(List::stream)
                .toList(),
            List.of(Dialect.values()),
            Arrays.stream(Format.values())
                .map(f -> new FormatInfo(f.parameter(), f.mediaType().toString()))
                .toList());
  }

  /// Tells the version, the kernel in use, the limits in force, the dialects and the formats.
  @Operation(
      operationId = "info",
      summary = "What this service is and allows",
      description =
          "Version, kernel in use, limits in force with the setting that raises each, dialects and"
              + " formats.")
  @GetMapping(path = "/api/v1/info", produces = Format.JSON_TYPE)
  ServiceInfo info() {
    return info.with(service.kernel());
  }
}
