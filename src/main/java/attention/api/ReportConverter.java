package attention.api;

import attention.format.CsvFormat;
import attention.format.MarkdownFormat;
import attention.format.Report;
import attention.format.ReportFormat;
import attention.format.TextFormat;
import attention.service.AttentionAnswer;
import attention.service.QueryAnswer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Writes answers as tables: text, Markdown or CSV.
final class ReportConverter extends AbstractHttpMessageConverter<Object> {

  ReportConverter() {
    super(
        StandardCharsets.UTF_8,
        Format.TEXT.mediaType(),
        Format.MARKDOWN.mediaType(),
        Format.CSV.mediaType());
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == AttentionAnswer.class || type == QueryAnswer.class;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("answers are only written", input);
  }

  @Override
  protected void writeInternal(Object answer, HttpOutputMessage output) throws IOException {
    Report report = Reports.of(answer);
    MediaType type = output.getHeaders().getContentType();
    var out = new BufferedWriter(new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8));
    format(type).write(report, out);
    out.flush();
  }

  private static ReportFormat format(@Nullable MediaType type) {
    if (Format.CSV.mediaType().isCompatibleWith(type)) {
      return new CsvFormat("spreadsheet".equals(parameter("csv")));
    }
    return Format.MARKDOWN.mediaType().isCompatibleWith(type)
        ? new MarkdownFormat()
        : new TextFormat();
  }

  /// Gives a parameter of the request that is being answered.
  static @Nullable String parameter(String name) {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? servlet.getRequest().getParameter(name)
        : null;
  }
}
