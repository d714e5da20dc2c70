package attention.api;

import attention.api.Examples.Example;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/// Ready requests, to send as they are or to start from.
@Tag(name = "Examples")
@RestController
@RequestMapping("/api/v1/examples")
class ExamplesController {

  private final Examples examples;
  private final RequestReader reader;
  private final AttentionService service;

  ExamplesController(Examples examples, RequestReader reader, AttentionService service) {
    this.examples = examples;
    this.reader = reader;
    this.service = service;
  }

  /// Lists the examples, the tutorial first.
  @Operation(
      operationId = "examples",
      summary = "Ready requests",
      description = "The tutorial first; each with what it shows and the body to send.")
  @GetMapping(produces = Format.JSON_TYPE)
  List<Example> all() {
    return examples.all();
  }

  /// Gives the body of one example.
  @Operation(
      operationId = "example",
      summary = "The body of one example",
      description = "To send as it is, or to start from.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AttentionRequest.class)))
  @GetMapping(path = "/{name}", produces = Format.JSON_TYPE)
  JsonNode request(@Parameter(example = "tutorial") @PathVariable String name) {
    return example(name).request();
  }

  /// Answers one example.
  @Operation(
      operationId = "answerOfExample",
      summary = "The answer to one example",
      description = "In any format, for an image or a quick look.")
  @GetMapping(
      path = "/{name}/attention",
      produces = {
        Format.JSON_TYPE,
        Format.CBOR_TYPE,
        Format.TEXT_TYPE,
        Format.CSV_TYPE,
        Format.MARKDOWN_TYPE,
        Format.SVG_TYPE,
        Format.PNG_TYPE,
        Format.PYTHON_TYPE
      })
  Object answer(@Parameter(example = "tutorial") @PathVariable String name, Format format)
      throws IOException {
    var request = reader.read(new StringReader(example(name).request().toString()));
    return switch (format) {
      case JSON, CBOR, TEXT, CSV, MARKDOWN, NDJSON -> service.attend(request);
      case SVG, PNG -> service.pictured(request);
      case PYTHON -> service.snippet(request);
    };
  }

  private Example example(String name) {
    return examples
        .named(name)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
