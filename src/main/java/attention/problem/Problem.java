package attention.problem;

import attention.core.Fault;
import attention.format.RowPrinter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).
///
/// @param type the URI that identifies the kind of problem and explains it
/// @param title the kind of problem in a few words
/// @param status the HTTP status
/// @param detail what went wrong with this request
/// @param instance the path of the request
/// @param requestId what to quote when asking about it
/// @param errors every fault with its place, at most 20
/// @param errorsOmitted how many more there are, if any
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What went wrong (RFC 9457).")
public record Problem(
    @Schema(example = "/problems/invalid-request") String type,
    @Schema(example = "The request has values the service cannot use") String title,
    @Schema(example = "422") int status,
    @Schema(example = "has 2 numbers, the first vector has 3") String detail,
    @Schema(example = "/api/v1/attention") @Nullable String instance,
    @Schema(example = "3f2a90c41b7d") @Nullable String requestId,
    @Nullable List<Detail> errors,
    @Nullable Integer errorsOmitted) {

  private static final JsonMapper JSON = new JsonMapper();

  /// One of several faults.
  ///
  /// @param pointer a JSON pointer as a URI fragment: `#` and RFC 6901
  /// @param code for programs; never changes
  /// @param detail for people
  @Schema(name = "Fault")
  public record Detail(
      @Schema(example = "#/words/2/vector") String pointer,
      @Schema(example = "wrong-length") String code,
      @Schema(example = "has 2 numbers, the first vector has 3") String detail) {

    static Detail of(Fault fault) {
      return new Detail("#" + fault.pointer(), fault.code(), fault.detail());
    }
  }

  /// Gives a problem without faults.
  static Problem of(ProblemType type, String detail) {
    return new Problem(type.uri(), type.title(), type.status(), detail, null, null, null, null);
  }

  /// Gives a problem with one fault that says everything.
  static Problem of(ProblemType type, Fault fault) {
    return of(type, fault.detail(), List.of(fault), 0);
  }

  /// Gives a problem with its faults.
  ///
  /// @param faults at least one
  /// @param omitted how many more there are
  static Problem of(ProblemType type, List<Fault> faults, int omitted) {
    int count = faults.size() + omitted;
    Fault first = faults.getFirst();
    String sentence = (first.pointer() + " " + first.detail()).trim();
    String detail =
        count == 1 ? sentence : "%d values need a change; the first: %s".formatted(count, sentence);
    return of(type, detail, faults, omitted);
  }

  private static Problem of(ProblemType type, String detail, List<Fault> faults, int omitted) {
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        detail,
        null,
        null,
        faults.stream().map(Detail::of).toList(),
        omitted == 0 ? null : omitted);
  }

  /// Makes this the answer, whatever the caller accepts: a problem document, or the error body of
  /// the Open Inference Protocol. It goes out in one piece, with its length.
  ///
  /// @param pretty whether to lay it out for people
  /// @param response has no body yet
  void answer(boolean pretty, HttpServletResponse response) throws IOException {
    boolean inference = instance != null && InferenceError.isSpokenAt(instance);
    Object document = inference ? InferenceError.of(this) : this;
    byte[] body = pretty ? laidOut(document) : JSON.writeValueAsBytes(document);
    response.setStatus(inference ? InferenceError.status(this) : status);
    response.setContentType(
        inference ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static byte[] laidOut(Object document) {
    String text = JSON.writer().with(new RowPrinter()).writeValueAsString(document);
    return (text + '\n').getBytes(StandardCharsets.UTF_8);
  }

  /// Gives the same problem, of a certain request.
  Problem at(@Nullable String path, @Nullable String id) {
    return new Problem(type, title, status, detail, path, id, errors, errorsOmitted);
  }
}
