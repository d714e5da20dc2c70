package attention.problem;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;

/// The pages behind the types of problems, for people and as JSON.
@Tag(name = "About")
@RestController
class ProblemPages {

  /// A type of problem.
  @Schema(name = "ProblemType")
  record Page(String type, String title, int status, String explanation) {

    static Page of(ProblemType type) {
      return new Page(type.uri(), type.title(), type.status(), type.explanation());
    }
  }

  @Operation(
      operationId = "problems",
      summary = "The catalogue of problems",
      description = "Every type of problem that an answer can have.")
  @GetMapping(path = "/problems", produces = MediaType.APPLICATION_JSON_VALUE)
  List<Page> all() {
    return Arrays.stream(ProblemType.values()).map(Page::of).toList();
  }

  @Operation(
      operationId = "problem",
      summary = "One type of problem",
      description = "What it means and what to do; a page for people as text/html.")
  @GetMapping(path = "/problems/{slug}", produces = MediaType.APPLICATION_JSON_VALUE)
  Page json(@Parameter(example = "invalid-request") @PathVariable String slug) {
    return page(slug);
  }

  @Hidden // the same operation for people
  @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
  String html(@PathVariable String slug) {
    Page page = page(slug);
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%2$s</title>
    <link rel="stylesheet" href="/problems.css">
    <main>
      <p>Problem type <code>%1$s</code>, status %3$d</p>
      <h1>%2$s</h1>
      <p>%4$s</p>
      <p><a href="/swagger-ui.html">The API</a> · <a href="/problems">All problem types</a></p>
    </main>
    </html>
    """
        .formatted(
            page.type(),
            HtmlUtils.htmlEscape(page.title()),
            page.status(),
            HtmlUtils.htmlEscape(page.explanation()));
  }

  private static Page page(String slug) {
    return ProblemType.withSlug(slug)
        .map(Page::of)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
