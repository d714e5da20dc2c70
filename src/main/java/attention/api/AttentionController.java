package attention.api;

import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.service.Include;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Attention for all queries: all steps, or one of them; in one document, or by rows.
@RestController
@RequestMapping(
    path = "/api/v1/attention",
    consumes = Format.JSON_TYPE,
    produces = {
      Format.JSON_TYPE,
      Format.TEXT_TYPE,
      Format.CSV_TYPE,
      Format.MARKDOWN_TYPE,
      Format.NDJSON_TYPE
    })
class AttentionController {

  private final AttentionService service;

  AttentionController(AttentionService service) {
    this.service = service;
  }

  /// Runs the steps that the request includes: scores, weights and context where it does not say.
  @PostMapping
  Object attend(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request) : service.attend(request);
  }

  /// Step 1: the scores of each query against each key.
  @PostMapping("/scores")
  Object scores(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request, Include.SCORES) : service.scores(request);
  }

  /// Step 2: the weights of each query.
  @PostMapping("/weights")
  Object weights(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request, Include.WEIGHTS) : service.weights(request);
  }

  /// Step 3: the context of each query.
  @PostMapping("/context")
  Object context(@Valid @RequestBody AttentionRequest request, Format format) {
    return format.isByRows() ? service.rows(request, Include.CONTEXT) : service.context(request);
  }
}
