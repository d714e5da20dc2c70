package attention.api;

import attention.service.AttentionRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.server.ResponseStatusException;

/// Reads the request of `@RequestBody` with [RequestReader].
final class RequestConverter extends AbstractHttpMessageConverter<AttentionRequest> {

  private final RequestReader reader;

  RequestConverter(RequestReader reader) {
    super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_CBOR);
    this.reader = reader;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == AttentionRequest.class;
  }

  @Override
  protected AttentionRequest readInternal(
      Class<? extends AttentionRequest> type, HttpInputMessage input) throws IOException {
    if (isCbor(input)) {
      return reader.readCbor(input.getBody());
    }
    requireUtf8(input.getHeaders().getContentType());
    return reader.read(input.getBody(), input.getHeaders().getContentLength());
  }

  /// Tells whether a body says that it is CBOR.
  static boolean isCbor(HttpInputMessage input) {
    return MediaType.APPLICATION_CBOR.equalsTypeAndSubtype(input.getHeaders().getContentType());
  }

  /// Refuses a body whose type says that it is something else.
  static void requireUtf8(@Nullable MediaType type) {
    Charset charset = type == null ? null : type.getCharset();
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
      throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  @Override
  protected void writeInternal(AttentionRequest request, HttpOutputMessage output) {
    throw new HttpMessageNotWritableException("requests are only read");
  }
}
