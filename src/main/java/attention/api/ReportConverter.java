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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Writes answers as tables: text, Markdown or CSV.
final class ReportConverter extends AnswerWriter<Object> {

  ReportConverter() {
    super(
        Set.of(AttentionAnswer.class, QueryAnswer.class),
        Format.TEXT.mediaType(),
        Format.MARKDOWN.mediaType(),
        Format.CSV.mediaType());
    setDefaultCharset(StandardCharsets.UTF_8);
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
