package attention.api;

import attention.limits.Gate;
import attention.limits.UnreadableBody;
import attention.problem.Problems;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.telemetry.Costs;
import attention.telemetry.Phase;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Many requests in one: a request a line, an answer a line, in order, while they come.
@Hidden // OpenAPI has one operation a path: this one is a media type of the other
@RestController
class LinesController {

  private final RequestReader reader;
  private final RequestValidator validator;
  private final AttentionService service;
  private final Gate gate;
  private final ObjectWriter writer;

  LinesController(
      RequestReader reader,
      RequestValidator validator,
      AttentionService service,
      Gate gate,
      JsonMapper json) {
    this.reader = reader;
    this.validator = validator;
    this.service = service;
    this.gate = gate;
    this.writer =
        json.writer()
            .withoutFeatures(
                StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM);
  }

  /// Answers each line. A bad line gets a problem on its line, and the next one is read; empty
  /// lines are passed over. Where the body breaks behind lines that are answered already, the last
  /// line is the problem of it.
  @Operation(operationId = "attendLines")
  @PostMapping(
      path = "/api/v1/attention",
      consumes = Format.NDJSON_TYPE,
      produces = Format.NDJSON_TYPE)
  void answer(InputStream body, HttpServletResponse response) throws IOException {
    response.setContentType(Format.NDJSON_TYPE);
    response.setHeader(Format.UNBUFFERED, "no");
    OutputStream answers = response.getOutputStream();
    var lines = new BodyLines(body);
    try {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        byte[] text = line;
        gate.part(() -> write(answer(text), answers));
        Costs.current().enter(Phase.PARSE);
      }
    } catch (UnreadableBody broken) {
      if (!response.isCommitted()) {
        throw broken;
      }
      write(Problems.of(broken), answers);
    }
  }

  private void write(Object answer, OutputStream answers) throws IOException {
    writer.writeValue(answers, answer);
    answers.write('\n');
    answers.flush();
  }

  private Object answer(byte[] line) throws IOException {
    try {
      AttentionRequest request = reader.read(new ByteArrayInputStream(line), line.length);
      validator.requireValid(request);
      return service.attend(request);
    } catch (RuntimeException refused) {
      return Problems.of(refused);
    }
  }
}
