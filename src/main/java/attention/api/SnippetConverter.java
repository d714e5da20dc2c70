package attention.api;

import attention.service.Snippet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpOutputMessage;

/// Writes a request as a program.
final class SnippetConverter extends AnswerWriter<Snippet> {

  SnippetConverter() {
    super(Set.of(Snippet.class), Format.PYTHON.mediaType());
    setDefaultCharset(StandardCharsets.UTF_8);
  }

  @Override
  protected void writeInternal(Snippet snippet, HttpOutputMessage output) throws IOException {
    output.getBody().write(snippet.code().getBytes(StandardCharsets.UTF_8));
  }
}
