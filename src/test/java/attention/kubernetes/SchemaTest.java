package attention.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every object is what the schemas of Kubernetes, KServe and the Prometheus Operator say, down to
/// the last member. `src/test/reference/kubernetes.py` says where the schemas come from.
class SchemaTest {

  private static final JsonNode SCHEMAS =
      Manifests.json(Path.of("src/test/resources/kubernetes/schemas.json"));

  static Stream<Arguments> everyObjectFitsItsSchema() {
    return Manifests.objects().stream()
        .map(file -> argumentSet(Manifests.FOLDER.relativize(file).toString(), file));
  }

  @ParameterizedTest
  @MethodSource
  void everyObjectFitsItsSchema(Path file) {
    assertThat(errors(Manifests.read(file))).isEmpty();
  }

  static Stream<Arguments> whatTheServerWouldRefuseIsFound() {
    return Stream.of(
        argumentSet(
            "an unknown member",
            "deployment.yaml",
            "/spec/template/spec/containers/0",
            "readynessProbe",
            "{}"),
        argumentSet("a number as text", "service.yaml", "/spec/ports/0", "port", "\"8080\""),
        argumentSet("a missing member", "horizontalpodautoscaler.yaml", "/spec", "metrics", "[{}]"),
        argumentSet(
            "no such quantity",
            "deployment.yaml",
            "/spec/template/spec",
            "volumes",
            "[{\"name\":\"t\",\"emptyDir\":{\"sizeLimit\":\"64 MiB\"}}]"),
        argumentSet(
            "an unknown member of a runtime",
            "kserve/servingruntime.yaml",
            "/spec",
            "protocolVersion",
            "\"v2\""),
        argumentSet(
            "an unknown member of a monitor",
            "prometheus/servicemonitor.yaml",
            "/spec/endpoints/0",
            "url",
            "\"/\""));
  }

  @ParameterizedTest
  @MethodSource
  void whatTheServerWouldRefuseIsFound(String file, String pointer, String member, String value) {
    JsonNode manifest = Manifests.of(file);
    ((ObjectNode) manifest.at(pointer)).set(member, new JsonMapper().readTree(value));

    assertThat(errors(manifest)).isNotEmpty();
  }

  private static List<Error> errors(JsonNode manifest) {
    String kind = manifest.path("apiVersion").asString() + " " + manifest.path("kind").asString();
    JsonNode reference = SCHEMAS.path("kinds").path(kind);
    assertThat(reference.isObject()).as("a schema of %s", kind).isTrue();
    ObjectNode root = (ObjectNode) reference.deepCopy();
    root.set("$defs", SCHEMAS.get("$defs"));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(root.toString(), InputFormat.JSON);
    return schema.validate(manifest.toString(), InputFormat.JSON);
  }
}
