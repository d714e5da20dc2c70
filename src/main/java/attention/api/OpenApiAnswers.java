package attention.api;

import attention.problem.Problem;
import attention.problem.ProblemType;
import attention.service.AttentionAnswer;
import attention.service.QueryAnswer;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/// Documents what every operation has in common: the formats of its answers, and its problems.
@NullUnmarked // a part of the document that is missing must end the start
@SuppressWarnings({"rawtypes", "unchecked"}) // the model of swagger-core is made of raw types
final class OpenApiAnswers {

  private static final String PROBLEM_TYPE = "application/problem+json";

  private static final Schema NUMBER_OR_HIDDEN =
      new Schema<>()
          .description("A number, or \"-Infinity\" for what is hidden.")
          .oneOf(List.of(new NumberSchema(), new StringSchema()._enum(List.of("-Infinity"))));

  private static final List<ProblemType> OF_BODIES =
      List.of(
          ProblemType.MALFORMED_JSON,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.REQUEST_TIMEOUT,
          ProblemType.TOO_LARGE,
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          ProblemType.INVALID_REQUEST,
          ProblemType.UNAVAILABLE,
          ProblemType.DEADLINE_PASSED);

  private static final List<ProblemType> OF_QUERIES =
      List.of(ProblemType.UNKNOWN_QUERY, ProblemType.AMBIGUOUS_QUERY);

  void addTo(OpenAPI document) {
    for (Class<?> type : List.of(Problem.class, AttentionAnswer.class, QueryAnswer.class)) {
      ModelConverters.getInstance(true)
          .readAll(type)
          .forEach((name, schema) -> addIfAbsent(document, name, schema));
    }
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    for (String tables : List.of("AttentionAnswer", "StageTables")) {
      schemas.get(tables).addProperty("logits", listOf(listOf(NUMBER_OR_HIDDEN)));
      schemas.get(tables).addProperty("lse", listOf(NUMBER_OR_HIDDEN));
    }
    for (String rows : List.of("QueryAnswer", "StageRows")) {
      schemas.get(rows).addProperty("logits", listOf(NUMBER_OR_HIDDEN));
      schemas.get(rows).addProperty("lse", NUMBER_OR_HIDDEN);
    }
    Schema table = listOf(listOf(NUMBER_OR_HIDDEN));
    schemas
        .get("DenseBias")
        .addProperty(
            "values",
            new Schema<>()
                .description("A row for each query, a number for each key; or such a table a head.")
                .oneOf(List.of(table, listOf(table))));
    document
        .getPaths()
        .forEach(
            (path, item) -> {
              if (!path.startsWith("/api/") && !path.startsWith("/problems")) {
                return; // the Open Inference Protocol has answers and errors of its own
              }
              if (item.getPost() != null) {
                describePost(path, item.getPost());
              } else if (item.getGet() != null) {
                describeGet(path, item.getGet());
              }
            });
  }

  private static Schema listOf(Schema items) {
    return new ArraySchema().items(items);
  }

  private static void addIfAbsent(OpenAPI document, String name, Schema schema) {
    document.getComponents().getSchemas().putIfAbsent(name, schema);
  }

  private static void describePost(String path, Operation operation) {
    if (OpenApiOpinions.PATHS.contains(path)) {
      OF_BODIES.forEach(type -> addProblem(operation, type));
      return;
    }
    boolean oneQuery = path.contains("{query}");
    describeFormats(operation, oneQuery ? QueryAnswer.class : AttentionAnswer.class);
    if (!oneQuery) {
      Schema line = new StringSchema().description("One QueryAnswer a line, one line a query.");
      content(operation).put(Format.NDJSON_TYPE, new MediaType().schema(line));
    }
    OF_BODIES.forEach(type -> addProblem(operation, type));
    if (oneQuery) {
      OF_QUERIES.forEach(type -> addProblem(operation, type));
    }
    if (path.equals("/api/v1/attention")) {
      content(operation).put(Format.PYTHON_TYPE, program());
      Schema lines = new StringSchema().description("One AttentionRequest a line.");
      operation
          .getRequestBody()
          .getContent()
          .put(Format.NDJSON_TYPE, new MediaType().schema(lines));
    }
  }

  private static void describeGet(String path, Operation operation) {
    if (path.endsWith("/attention")) {
      describeFormats(operation, AttentionAnswer.class);
      content(operation).put(Format.PYTHON_TYPE, program());
    }
    if (path.contains("{")) {
      addProblem(operation, ProblemType.NOT_FOUND);
    }
    addProblem(operation, ProblemType.NOT_ACCEPTABLE);
  }

  private static MediaType program() {
    return new MediaType().schema(new StringSchema().description("A program for NumPy."));
  }

  private static void describeFormats(Operation operation, Class<?> answer) {
    Content content = content(operation);
    Schema schema = new Schema<>().$ref("#/components/schemas/" + answer.getSimpleName());
    content.put(Format.JSON_TYPE, new MediaType().schema(schema));
    content.put(Format.CBOR_TYPE, new MediaType().schema(schema));
    for (String text : List.of(Format.TEXT_TYPE, Format.CSV_TYPE, Format.MARKDOWN_TYPE)) {
      content.put(text, new MediaType().schema(new StringSchema()));
    }
    content.put(Format.SVG_TYPE, new MediaType().schema(new StringSchema()));
    content.put(Format.PNG_TYPE, new MediaType().schema(new BinarySchema()));
    List<String> formats = Arrays.stream(Format.values()).map(Format::parameter).toList();
    operation.addParametersItem(
        new QueryParameter()
            .name("format")
            .description("The format of the answer, where headers are awkward; wins over Accept.")
            .schema(new StringSchema()._enum(formats)));
    operation.addParametersItem(
        new QueryParameter()
            .name("pretty")
            .description("Indents JSON.")
            .schema(new BooleanSchema()));
    operation.addParametersItem(
        new QueryParameter()
            .name("csv")
            .description(
                "With spreadsheet, words that a spreadsheet would run as a formula get an"
                    + " apostrophe in front.")
            .schema(new StringSchema()._enum(List.of("spreadsheet"))));
    operation.addParametersItem(
        new QueryParameter()
            .name("theme")
            .description("The colours of a picture.")
            .schema(new StringSchema()._enum(List.of("light", "dark"))._default("light")));
  }

  private static Content content(Operation operation) {
    return operation.getResponses().get("200").getContent();
  }

  private static void addProblem(Operation operation, ProblemType type) {
    var schema = new Schema<>().$ref("#/components/schemas/Problem");
    var example =
        new Example()
            .summary(type.title())
            .value(
                new Problem(
                    type.uri(),
                    type.title(),
                    type.status(),
                    type.explanation(),
                    null,
                    "6c1f0a9b2d3e4f50",
                    null,
                    null));
    String status = String.valueOf(type.status());
    ApiResponse known = operation.getResponses().get(status);
    if (known != null
        && known.getContent() != null
        && known.getContent().get(PROBLEM_TYPE) != null) {
      known.getContent().get(PROBLEM_TYPE).addExamples(type.slug(), example);
      return;
    }
    ApiResponse response =
        new ApiResponse()
            .description(type.title())
            .content(
                new Content()
                    .addMediaType(
                        PROBLEM_TYPE,
                        new MediaType().schema(schema).addExamples(type.slug(), example)));
    operation.getResponses().addApiResponse(status, response);
  }
}
