package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A lint of the OpenAPI document: a parser that is not ours accepts it, and nothing is left
/// undescribed.
@NullUnmarked // a part of the document that is missing fails the test
class OpenApiTest extends RunningService {

  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private SwaggerParseResult parsed = new SwaggerParseResult();

  @BeforeAll
  void parse() {
    var options = new ParseOptions();
    options.setResolve(true);
    parsed = new OpenAPIV3Parser().readContents(get("/v3/api-docs").body(), null, options);
    document()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) -> operations.put(method + " " + path, operation)));
  }

  private OpenAPI document() {
    return parsed.getOpenAPI();
  }

  @Test
  void aParserFindsNothingWrong() {
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(document().getOpenapi()).startsWith("3.1");
    assertThat(document().getInfo().getLicense().getName()).isEqualTo("Apache-2.0");
  }

  @Test
  void everyOperationOfTheContractIsThere() {
    assertThat(operations.keySet())
        .containsExactlyInAnyOrder(
            "POST /api/v1/attention",
            "POST /api/v1/attention/scores",
            "POST /api/v1/attention/weights",
            "POST /api/v1/attention/context",
            "POST /api/v1/attention/queries/{query}",
            "POST /api/v1/attention/scores/{query}",
            "POST /api/v1/attention/weights/{query}",
            "POST /api/v1/attention/context/{query}",
            "POST /api/v1/attention/compare",
            "POST /api/v1/attention/what-if",
            "POST /api/v1/attention/merge",
            "GET /api/v1/examples",
            "GET /api/v1/examples/{name}",
            "GET /api/v1/examples/{name}/attention",
            "GET /api/v1/vocabulary/{word}",
            "GET /api/v1/info",
            "POST /v2/models/{model}/infer",
            "POST /v2/models/{model}/versions/{version}/infer",
            "GET /v2/models/{model}",
            "GET /v2/models/{model}/versions/{version}",
            "GET /v2/models/{model}/ready",
            "GET /v2/models/{model}/versions/{version}/ready",
            "GET /v2",
            "GET /v2/health/live",
            "GET /v2/health/ready",
            "GET /problems",
            "GET /problems/{slug}");
  }

  @Test
  void thePipelineComesFirst() {
    assertThat(operations.keySet()).first().isEqualTo("POST /api/v1/attention");
  }

  @Test
  void everyOperationIsDescribed() {
    operations.forEach(
        (name, operation) -> {
          assertThat(operation.getSummary()).as(name).isNotBlank();
          assertThat(operation.getDescription()).as(name).isNotBlank();
          assertThat(operation.getTags()).as(name).hasSize(1);
          assertThat(operation.getOperationId()).as(name).matches("[a-z][A-Za-z]*");
        });
    assertThat(operations.values().stream().map(Operation::getOperationId)).doesNotHaveDuplicates();
  }

  @Test
  void everyParameterIsDescribedOrHasAnExample() {
    operations.forEach(
        (name, operation) -> {
          if (operation.getParameters() != null) {
            for (Parameter parameter : operation.getParameters()) {
              boolean told = parameter.getDescription() != null || parameter.getExample() != null;
              assertThat(told).as(name + " " + parameter.getName()).isTrue();
            }
          }
        });
  }

  @Test
  void everyPostDocumentsItsFormatsAndProblems() {
    document()
        .getPaths()
        .forEach(
            (path, item) -> {
              if (path.startsWith("/api/")
                  && item.readOperationsMap().containsKey(PathItem.HttpMethod.POST)) {
                var responses = item.getPost().getResponses();
                assertThat(responses.keySet())
                    .as(path)
                    .contains("200", "400", "406", "413", "415", "422");
                assertThat(responses.get("200").getContent().keySet())
                    .as(path)
                    .contains(
                        OpenApiOpinions.PATHS.contains(path)
                            ? new String[] {"application/json"}
                            : new String[] {
                              "application/json",
                              "text/plain",
                              "text/csv",
                              "text/markdown",
                              "image/svg+xml",
                              "image/png"
                            });
                assertThat(responses.containsKey("409"))
                    .as(path)
                    .isEqualTo(path.contains("{query}"));
                assertThat(responses.containsKey("404"))
                    .as(path)
                    .isEqualTo(path.contains("{query}"));
              }
            });
  }

  @Test
  void theTutorialIsTheFirstExampleOfEveryPost() {
    operations.forEach(
        (name, operation) -> {
          if (operation.getRequestBody() != null && name.contains("/api/")) {
            assertThat(
                    operation.getRequestBody().getContent().get("application/json").getExamples())
                .as(name)
                .hasSizeGreaterThanOrEqualTo(isOpinion(name) ? 1 : 8)
                .satisfies(examples -> assertThat(examples.keySet()).first().isEqualTo("tutorial"));
          }
        });
  }

  private static boolean isOpinion(String operation) {
    return OpenApiOpinions.PATHS.stream().anyMatch(operation::endsWith);
  }

  @Test
  void swaggerUiIsServed() {
    assertThat(get("/swagger-ui.html").status()).isEqualTo(302);
    assertThat(get("/swagger-ui/index.html").body()).contains("swagger-ui");
  }
}
