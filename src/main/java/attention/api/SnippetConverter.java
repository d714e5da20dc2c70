package attention.api;

import attention.service.Snippet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/// Writes a request as a program.
final class SnippetConverter extends AbstractHttpMessageConverter<Snippet> {

  SnippetConverter() {
    super(StandardCharsets.UTF_8, Format.PYTHON.mediaType());
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == Snippet.class;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Snippet readInternal(Class<? extends Snippet> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("programs are only written", input);
  }

  @Override
  protected void writeInternal(Snippet snippet, HttpOutputMessage output) throws IOException {
    output.getBody().write(snippet.code().getBytes(StandardCharsets.UTF_8));
  }
}
