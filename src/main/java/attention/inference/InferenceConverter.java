package attention.inference;

import attention.format.BinaryData;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.databind.json.JsonMapper;

/// Writes answers that have bytes behind their JSON.
final class InferenceConverter extends AbstractHttpMessageConverter<InferenceAnswer> {

  private final JsonMapper json;

  InferenceConverter(JsonMapper json) {
    super(MediaType.APPLICATION_OCTET_STREAM);
    this.json = json;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == InferenceAnswer.class;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected InferenceAnswer readInternal(
      Class<? extends InferenceAnswer> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("answers are only written", input);
  }

  @Override
  protected void writeInternal(InferenceAnswer answer, HttpOutputMessage message)
      throws IOException {
    byte[] header = json.writeValueAsBytes(answer);
    message.getHeaders().set(InferenceController.HEADER_LENGTH, String.valueOf(header.length));
    message.getHeaders().setContentLength(header.length + answer.bytesBehind());
    OutputStream body = message.getBody();
    body.write(header);
    for (InferenceAnswer.Output output : answer.outputs()) {
      if (output.parameters() != null) {
        BinaryData.write(body, output.datatype(), output.numbers());
      }
    }
  }
}
