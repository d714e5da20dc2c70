package attention.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import attention.ServiceProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log for machines, which is set up once in a process.
///
/// @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-log">Elastic Common Schema</a>
class StructuredLogTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everyLineIsADocument() throws IOException, InterruptedException {
    try (var service = new ServiceProcess("logging.structured.format.console=ecs")) {
      service.awaitReady();

      List<JsonNode> lines = service.output().lines().map(JSON::readTree).toList();

      assertThat(lines)
          .hasSizeGreaterThan(2)
          .allSatisfy(
              line -> {
                assertThat(line.path("@timestamp").isString()).isTrue();
                assertThat(line.at("/log/level").isString()).isTrue();
                assertThat(line.path("message").isString()).isTrue();
                assertThat(line.at("/service/name").asString()).isEqualTo("attention");
              })
          .anySatisfy(line -> assertThat(line.path("message").asString()).startsWith("Started "));
    }
  }
}
