package attention.api;

import attention.service.QueryAnswers;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes an answer by rows: one JSON document a line, one line a query, while they are computed.
final class RowsConverter extends AbstractHttpMessageConverter<QueryAnswers> {

  private final ObjectWriter writer;

  RowsConverter(JsonMapper json) {
    super(Format.NDJSON.mediaType());
    this.writer =
        json.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).withRootValueSeparator("\n");
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == QueryAnswers.class;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected QueryAnswers readInternal(Class<? extends QueryAnswers> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("answers are only written", input);
  }

  @Override
  protected void writeInternal(QueryAnswers answers, HttpOutputMessage output) throws IOException {
    output.getHeaders().set(Format.UNBUFFERED, "no");
    OutputStream out = output.getBody();
    try (SequenceWriter lines = writer.writeValues(out)) {
      answers.forEach(lines::write);
    }
    out.write('\n');
  }
}
