package attention.api;

import attention.service.CompareRequest;
import attention.service.MergeRequest;
import attention.service.WhatIfRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/// Reads requests for second opinions with [OpinionReader].
final class OpinionConverter extends AbstractHttpMessageConverter<Object> {

  private static final Set<Class<?>> TYPES =
      Set.of(CompareRequest.class, WhatIfRequest.class, MergeRequest.class);

  private final OpinionReader reader;

  OpinionConverter(OpinionReader reader) {
    super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_CBOR);
    this.reader = reader;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return TYPES.contains(type);
  }

  @Override
  protected Object readInternal(Class<? extends Object> type, HttpInputMessage input)
      throws IOException {
    boolean isCbor = RequestConverter.isCbor(input);
    if (!isCbor) {
      RequestConverter.requireUtf8(input.getHeaders().getContentType());
    }
    if (type == CompareRequest.class) {
      return reader.compare(input.getBody(), isCbor);
    }
    return type == WhatIfRequest.class
        ? reader.whatIf(input.getBody(), isCbor)
        : reader.merge(input.getBody(), isCbor);
  }

  @Override
  protected void writeInternal(Object request, HttpOutputMessage output) {
    throw new HttpMessageNotWritableException("requests are only read");
  }
}
