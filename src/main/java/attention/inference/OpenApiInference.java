package attention.inference;

import attention.format.JsonData;
import attention.problem.InferenceError;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Documents the operations of the protocol: tensors as bytes, errors, and examples that an
/// independent program has answered.
@NullUnmarked // a part of the document that is missing must end the start
@Configuration(proxyBeanMethods = false)
@SuppressWarnings("rawtypes") // the model of swagger-core is made of raw types
class OpenApiInference {

  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";

  private static final Map<String, String> ERRORS =
      Map.of(
          "400", "The request cannot be answered",
          "404", "There is no such model or version",
          "413", "The request or its answer is over a limit",
          "415", "The body is of an unknown kind");

  static {
    SpringDocUtils.getConfig()
        .replaceWithSchema(
            JsonData.class,
            new ArraySchema()
                .items(new Schema<>())
                .description(
                    "The elements, flat or nested as the shape; NaN and infinities as strings."));
  }

  @Bean
  GlobalOpenApiCustomizer inferenceDocumented(ResourceLoader resources, JsonMapper json) {
    return document -> {
      ModelConverters.getInstance(true)
          .readAll(InferenceError.class)
          .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
      document
          .getPaths()
          .forEach(
              (path, item) -> {
                if (path.startsWith("/v2/models")) {
                  item.readOperations().forEach(operation -> addErrors(path, operation));
                }
                if (path.endsWith("/infer")) {
                  describe(item.getPost(), resources, json);
                }
              });
    };
  }

  private static void addErrors(String path, Operation operation) {
    ERRORS.forEach(
        (status, description) -> {
          if (status.equals("404") || path.endsWith("/infer")) {
            Schema error = new Schema<>().$ref("#/components/schemas/InferenceError");
            operation
                .getResponses()
                .addApiResponse(
                    status,
                    new ApiResponse()
                        .description(description)
                        .content(new Content().addMediaType(JSON, new MediaType().schema(error))));
          }
        });
  }

  private static void describe(Operation operation, ResourceLoader resources, JsonMapper json) {
    Content request = operation.getRequestBody().getContent();
    Content answer = operation.getResponses().get("200").getContent();
    Schema bytes =
        new StringSchema()
            .description("JSON as above, followed by the bytes of its tensors, little-endian.");
    request.addMediaType(BYTES, new MediaType().schema(bytes));
    answer.addMediaType(BYTES, new MediaType().schema(bytes));
    for (JsonNode example : examples(resources, json)) {
      String name = example.get("name").asString();
      request.get(JSON).addExamples(name, example(example, "request", json));
      answer.get(JSON).addExamples(name, example(example, "answer", json));
    }
  }

  private static Example example(JsonNode example, String member, JsonMapper json) {
    return new Example()
        .summary(example.get("summary").asString())
        .value(json.convertValue(example.get(member), Object.class));
  }

  private static JsonNode examples(ResourceLoader resources, JsonMapper json) {
    try (InputStream in =
        resources.getResource("classpath:openapi/inference.json").getInputStream()) {
      return json.readTree(in);
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read the examples of the protocol", unreadable);
    }
  }
}
