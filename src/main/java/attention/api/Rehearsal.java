package attention.api;

import attention.service.AttentionRequest;
import attention.service.AttentionService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Answers a request before the service is ready, so that the first caller need not wait until Java
/// has found and linked all that takes part.
@Component
class Rehearsal implements ApplicationRunner {

  private final Examples examples;
  private final RequestReader reader;
  private final RequestValidator validator;
  private final AttentionService service;
  private final JsonMapper json;

  Rehearsal(
      Examples examples,
      RequestReader reader,
      RequestValidator validator,
      AttentionService service,
      JsonMapper json) {
    this.examples = examples;
    this.reader = reader;
    this.validator = validator;
    this.service = service;
    this.json = json;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    byte[] body = json.writeValueAsBytes(examples.all().getFirst().request());
    AttentionRequest request = reader.read(new ByteArrayInputStream(body), body.length);
    validator.requireValid(request);
    json.writeValueAsBytes(service.attend(request));
  }
}
