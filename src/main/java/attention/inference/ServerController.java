package attention.inference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the Open Inference Protocol asks about the server itself.
@Tag(name = "Open Inference Protocol")
@RestController
class ServerController {

  /// What the server is.
  record ServerMetadata(String name, String version, List<String> extensions) {}

  /// Whether the server runs.
  record Live(boolean live) {}

  /// Whether the server takes requests. The protocol prints `live` here, its clients look for
  /// `ready`: both are there.
  record Ready(boolean live, boolean ready) {}

  private final ServerMetadata metadata;
  private final ApplicationAvailability availability;

  ServerController(Optional<BuildProperties> build, ApplicationAvailability availability) {
    this.metadata =
        new ServerMetadata(
            "attention",
            build.map(BuildProperties::getVersion).orElse("unknown"),
            List.of("binary_tensor_data"));
    this.availability = availability;
  }

  /// Tells name, version and extensions of the server.
  @Operation(
      operationId = "server",
      summary = "What this server is",
      description = "Name, version, and extensions of the protocol that it understands.")
  @GetMapping(path = "/v2", produces = MediaType.APPLICATION_JSON_VALUE)
  ServerMetadata metadata() {
    return metadata;
  }

  /// Tells whether the server runs.
  @Operation(
      operationId = "serverLive",
      summary = "Whether this server runs",
      description = "Answers as long as the server runs.")
  @GetMapping(path = "/v2/health/live", produces = MediaType.APPLICATION_JSON_VALUE)
  Live live() {
    return new Live(true);
  }

  /// Tells whether the server takes requests.
  @Operation(
      operationId = "serverReady",
      summary = "Whether this server takes requests",
      description = "Status 503 where it does not, for example because it is about to end.")
  @GetMapping(path = "/v2/health/ready", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Ready> ready() {
    boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new Ready(true, ready));
  }
}
