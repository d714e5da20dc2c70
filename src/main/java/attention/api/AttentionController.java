package attention.api;

import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.service.Include;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Attention for all queries: all steps, or one of them; in one document, or by rows.
@Tag(name = "All queries")
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
      Format.PNG_TYPE,
      Format.NDJSON_TYPE
    })
class AttentionController {

  private final AttentionService service;

  AttentionController(AttentionService service) {
    this.service = service;
  }

  /// Runs the steps that the request includes: scores, weights and context where it does not say.
  @Operation(
      operationId = "attend",
      summary = "Scores, weights and context",
      description =
          "All three steps, or the stages named in include: scores = query · key, weights = softmax"
              + " of each row, context = weights · values. By rows with Accept:"
              + " application/x-ndjson, for answers too large for one document. A picture shows the"
              + " weights, or the first stage that include names instead. With Accept:"
              + " text/x-python the request as a program for NumPy and PyTorch.")
  @PostMapping(
      produces = {
        Format.JSON_TYPE,
        Format.CBOR_TYPE,
        Format.TEXT_TYPE,
        Format.CSV_TYPE,
        Format.MARKDOWN_TYPE,
        Format.NDJSON_TYPE,
        Format.SVG_TYPE,
        Format.PNG_TYPE,
        Format.PYTHON_TYPE
      })
  Object attend(@Valid @RequestBody AttentionRequest request, Format format) {
    return switch (format) {
      case JSON, CBOR, TEXT, CSV, MARKDOWN -> service.attend(request);
      case NDJSON -> service.rows(request);
      case SVG, PNG -> service.pictured(request);
      case PYTHON -> service.snippet(request);
    };
  }

  /// Step 1: the scores of each query against each key.
  @Operation(
      operationId = "scores",
      summary = "Step 1: scores",
      description = "How well each query fits each key: scale · dot(query, key) ÷ temperature.")
  @PostMapping("/scores")
  Object scores(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request, Include.SCORES) : service.scores(request);
  }

  /// Step 2: the weights of each query.
  @Operation(
      operationId = "weights",
      summary = "Step 2: weights",
      description =
          "The softmax of each row of scores: what share of its attention each query pays to each"
              + " key.")
  @PostMapping("/weights")
  Object weights(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request, Include.WEIGHTS) : service.weights(request);
  }

  /// Step 3: the context of each query.
  @Operation(
      operationId = "context",
      summary = "Step 3: context",
      description =
          "The average of the values, weighted by the attention of each query: what it takes in.")
  @PostMapping("/context")
  Object context(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request, Include.CONTEXT) : service.context(request);
  }
}
