package attention.api;

import attention.limits.Gate;
import attention.problem.Problems;
import attention.service.AttentionRequest;
import attention.service.AttentionService;
import attention.telemetry.Costs;
import attention.telemetry.Phase;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
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
    this.writer = json.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);
  }

  /// Answers each line. A bad line gets a problem on its line, and the next one is read; empty
  /// lines are passed over.
  @Operation(operationId = "attendLines")
  @PostMapping(
      path = "/api/v1/attention",
      consumes = Format.NDJSON_TYPE,
      produces = Format.NDJSON_TYPE)
  void answer(InputStream body, HttpServletResponse response) throws IOException {
    response.setContentType(Format.NDJSON_TYPE);
    response.setHeader(Format.UNBUFFERED, "no");
    OutputStream answers = response.getOutputStream();
    var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is no UTF-8
    var lines = new BufferedReader(new InputStreamReader(body, decoder));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        String text = line;
        gate.part(() -> answer(text, answers));
        Costs.current().enter(Phase.PARSE);
      }
    }
  }

  private void answer(String line, OutputStream answers) throws IOException {
    writer.writeValue(answers, answer(line));
    answers.write('\n');
    answers.flush();
  }

  private Object answer(String line) throws IOException {
    try {
      AttentionRequest request = reader.read(new StringReader(line));
      validator.requireValid(request);
      return service.attend(request);
    } catch (RuntimeException refused) {
      return Problems.of(refused);
    }
  }
}
