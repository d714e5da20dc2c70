package attention.api;

import attention.service.QueryAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.springframework.http.HttpOutputMessage;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes an answer by rows: one JSON document a line, one line a query, while they are computed.
final class RowsConverter extends AnswerWriter<QueryAnswers> {

  private final ObjectWriter writer;

  RowsConverter(JsonMapper json) {
    super(Set.of(QueryAnswers.class), Format.NDJSON.mediaType());
    this.writer =
        json.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).withRootValueSeparator("\n");
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
