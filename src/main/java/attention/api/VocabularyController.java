package attention.api;

import attention.service.AttentionService;
import attention.service.VocabularyWord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// The words that a sentence may have.
@Tag(name = "Vocabulary")
@RestController
class VocabularyController {

  private final AttentionService service;

  VocabularyController(AttentionService service) {
    this.service = service;
  }

  /// Gives the vector of a word.
  @Operation(
      operationId = "vocabulary",
      summary = "The vector of a word",
      description =
          "One of the 20,000 most frequent English words, with the 100 numbers that a sentence gets"
              + " for it (GloVe). Capitals do not matter; for a and I, an and me stand in.")
  @GetMapping(path = "/api/v1/vocabulary/{word}", produces = Format.JSON_TYPE)
  VocabularyWord word(@Parameter(example = "cat") @PathVariable String word) {
    return service
        .vocabulary(word)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "The vocabulary does not have this word."));
  }
}
