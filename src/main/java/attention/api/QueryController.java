package attention.api;

import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.service.QueryAnswer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Attention for one query, named by its word or by its position from 0.
@Tag(name = "One query")
@RestController
@RequestMapping(
    path = "/api/v1/attention",
    consumes = {Format.JSON_TYPE, Format.CBOR_TYPE},
    produces = {
      Format.JSON_TYPE,
      Format.CBOR_TYPE,
      Format.TEXT_TYPE,
      Format.CSV_TYPE,
      Format.MARKDOWN_TYPE,
      Format.SVG_TYPE,
      Format.PNG_TYPE
    })
class QueryController {

  private final AttentionService service;

  QueryController(AttentionService service) {
    this.service = service;
  }

  /// Runs the steps that the request includes: all three with an explanation where it does not say.
  @Operation(
      operationId = "attendOne",
      summary = "One query, explained",
      description =
          "All steps for one query with an explanation: a sentence, the arithmetic behind each"
              + " score and each weight, and the keys of largest weight; or the members named in"
              + " include.")
  @PostMapping("/queries/{query}")
  QueryAnswer attend(
      @Valid @RequestBody AttentionRequest request,
      @NamedQuery @PathVariable String query,
      Format format) {
    return format.isPicture() ? service.pictured(request, query) : service.attend(request, query);
  }

  /// Step 1: the scores of the query against each key.
  @Operation(
      operationId = "scoresOfOne",
      summary = "Step 1 for one query: scores",
      description = "How well the query fits each key.")
  @PostMapping("/scores/{query}")
  QueryAnswer scores(
      @Valid @RequestBody AttentionRequest request, @NamedQuery @PathVariable String query) {
    return service.scores(request, query);
  }

  /// Step 2: the weights of the query.
  @Operation(
      operationId = "weightsOfOne",
      summary = "Step 2 for one query: weights",
      description = "What share of its attention the query pays to each key.")
  @PostMapping("/weights/{query}")
  QueryAnswer weights(
      @Valid @RequestBody AttentionRequest request, @NamedQuery @PathVariable String query) {
    return service.weights(request, query);
  }

  /// Step 3: the context of the query.
  @Operation(
      operationId = "contextOfOne",
      summary = "Step 3 for one query: context",
      description = "The average of the values, weighted by the attention of the query.")
  @PostMapping("/context/{query}")
  QueryAnswer context(
      @Valid @RequestBody AttentionRequest request, @NamedQuery @PathVariable String query) {
    return service.context(request, query);
  }
}
