package attention.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Shows every ready request at every operation that takes one, with its answer, and a request that
/// is wrong with its problem. The answers are files that an independent program has written.
@NullUnmarked // a part of the document that is missing must end the start
final class OpenApiExamples {

  private static final String BASE = "/api/v1/attention";

  private final Examples examples;
  private final ResourceLoader resources;
  private final JsonMapper json;

  OpenApiExamples(Examples examples, ResourceLoader resources, JsonMapper json) {
    this.examples = examples;
    this.resources = resources;
    this.json = json;
  }

  void addTo(OpenAPI document) {
    document
        .getPaths()
        .forEach(
            (path, item) -> {
              if (item.getPost() != null && OpenApiOpinions.PATHS.contains(path)) {
                addOpinions(path.substring(BASE.length()), item.getPost());
              } else if (item.getPost() != null && path.startsWith(BASE)) {
                addReadyRequests(path.substring(BASE.length()), item.getPost());
              }
            });
    addWrongRequest(document.getPaths().get(BASE).getPost());
  }

  /// Adds each example and its answer, if there is one for the path.
  ///
  /// @param path what follows the base path
  private void addReadyRequests(String path, Operation operation) {
    for (Examples.Example example : examples.all()) {
      addRequest(operation, example.name(), example.summary(), example.request());
      JsonNode answers = read("examples/answers/" + example.name() + ".json");
      Optional<JsonNode> answer = answers.optional(path);
      MediaType shown = operation.getResponses().get("200").getContent().get(Format.JSON_TYPE);
      answer.ifPresent(
          value -> shown.addExamples(example.name(), example(example.summary(), value)));
    }
  }

  private void addOpinions(String path, Operation operation) {
    read("openapi/opinions" + path + ".json")
        .properties()
        .forEach(
            entry -> {
              JsonNode example = entry.getValue();
              String summary = example.get("summary").asString();
              addRequest(operation, entry.getKey(), summary, example.get("request"));
            });
  }

  private void addWrongRequest(Operation operation) {
    JsonNode wrong = read("openapi/invalid-request.json");
    String name = "invalid-request";
    addRequest(operation, name, wrong.get("summary").asString(), wrong.get("request"));
    Example problem = example("Three faults at once", wrong.get("problem"));
    operation
        .getResponses()
        .get("422")
        .getContent()
        .values()
        .forEach(shown -> shown.addExamples(name, problem));
  }

  private void addRequest(Operation operation, String name, String summary, JsonNode request) {
    operation
        .getRequestBody()
        .getContent()
        .get(Format.JSON_TYPE)
        .addExamples(name, example(summary, request));
  }

  private Example example(String summary, JsonNode value) {
    return new Example().summary(summary).value(json.convertValue(value, Object.class));
  }

  private JsonNode read(String file) {
    Resource resource = resources.getResource("classpath:" + file);
    try (InputStream in = resource.getInputStream()) {
      return json.readTree(in);
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read " + file, unreadable);
    }
  }
}
