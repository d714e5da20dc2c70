package attention.api;

import attention.service.CompareAnswer;
import attention.service.CompareRequest;
import attention.service.MergeAnswer;
import attention.service.MergeRequest;
import attention.service.SecondOpinions;
import attention.service.WhatIfAnswer;
import attention.service.WhatIfRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Second opinions: whether numbers are right, what would be otherwise, and parts as a whole.
@Tag(name = "Second opinions")
@RestController
@RequestMapping(
    path = "/api/v1/attention",
    consumes = {Format.JSON_TYPE, Format.CBOR_TYPE},
    produces = {Format.JSON_TYPE, Format.CBOR_TYPE})
class OpinionController {

  private final SecondOpinions opinions;

  OpinionController(SecondOpinions opinions) {
    this.opinions = opinions;
  }

  /// Compares numbers computed elsewhere with the reference.
  @Operation(
      operationId = "compare",
      summary = "Are these numbers right, and if not, why?",
      description =
          "A request beside what another program makes of it: how far each stage is off from the"
              + " reference in double precision, where most, and which known convention (scale,"
              + " mask, layout of heads, rounding …), alone or with another, makes the difference.")
  @PostMapping("/compare")
  CompareAnswer compare(@RequestBody CompareRequest request) {
    return opinions.compare(request);
  }

  /// Answers a request as it is and as it would be.
  @Operation(
      operationId = "whatIf",
      summary = "What if a word were hidden, an option or a vector another?",
      description =
          "A request beside a change of it: both results, the difference, and which word gains or"
              + " loses most for each query, in words.")
  @PostMapping("/what-if")
  WhatIfAnswer whatIf(@RequestBody WhatIfRequest request) {
    return opinions.whatIf(request);
  }

  /// Puts results over disjoint keys together.
  @Operation(
      operationId = "merge",
      summary = "Parts to the whole",
      description =
          "Contexts with their log-sum-exps, each over some of the keys, become the exact result"
              + " over all: for inputs that are too large for one request. Any number of parts, in"
              + " any order, with the same bits. Sinks belong into one part only, output"
              + " projections behind the merge.")
  @PostMapping("/merge")
  MergeAnswer merge(@RequestBody MergeRequest request) {
    return opinions.merge(request);
  }
}
