package attention.api;

import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.service.QueryAnswer;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Attention for one query, named by its word or by its position from 0.
@RestController
@RequestMapping(
    path = "/api/v1/attention",
    consumes = Format.JSON_TYPE,
    produces = {Format.JSON_TYPE, Format.TEXT_TYPE, Format.CSV_TYPE, Format.MARKDOWN_TYPE})
class QueryController {

  private final AttentionService service;

  QueryController(AttentionService service) {
    this.service = service;
  }

  /// Runs the steps that the request includes: all three with an explanation where it does not say.
  @PostMapping("/queries/{query}")
  QueryAnswer attend(@Valid @RequestBody AttentionRequest request, @PathVariable String query) {
    return service.attend(request, query);
  }

  /// Step 1: the scores of the query against each key.
  @PostMapping("/scores/{query}")
  QueryAnswer scores(@Valid @RequestBody AttentionRequest request, @PathVariable String query) {
    return service.scores(request, query);
  }

  /// Step 2: the weights of the query.
  @PostMapping("/weights/{query}")
  QueryAnswer weights(@Valid @RequestBody AttentionRequest request, @PathVariable String query) {
    return service.weights(request, query);
  }

  /// Step 3: the context of the query.
  @PostMapping("/context/{query}")
  QueryAnswer context(@Valid @RequestBody AttentionRequest request, @PathVariable String query) {
    return service.context(request, query);
  }
}
