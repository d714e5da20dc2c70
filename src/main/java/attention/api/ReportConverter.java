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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.server.ResponseStatusException;

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
      return new CsvFormat(parameter("csv", "spreadsheet") != null);
    }
    return Format.MARKDOWN.mediaType().isCompatibleWith(type)
        ? new MarkdownFormat()
        : new TextFormat();
  }

  /// Gives a parameter of the request that is being answered; nothing if it is absent.
  ///
  /// @param values what it may be
  static @Nullable String parameter(String name, String... values) {
    String given =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
            ? servlet.getRequest().getParameter(name)
            : null;
    if (given != null && !List.of(values).contains(given)) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "The parameter %s must be %s.".formatted(name, String.join(" or ", values)));
    }
    return given;
  }
}
