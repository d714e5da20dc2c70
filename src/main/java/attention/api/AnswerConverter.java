package attention.api;

import attention.format.RowPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON; laid out for people when the request has the parameter `pretty`.
final class AnswerConverter extends JacksonJsonHttpMessageConverter {

  AnswerConverter(JsonMapper json) {
    super(json);
  }

  @Override
  protected ObjectWriter customizeWriter(
      ObjectWriter writer, @Nullable JavaType type, @Nullable MediaType contentType) {
    return isPretty() ? writer.with(new RowPrinter()) : writer;
  }

  @Override
  protected void writeSuffix(JsonGenerator generator, Object answer) {
    if (isPretty()) {
      generator.writeRaw('\n');
    }
  }

  private static boolean isPretty() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        && RowPrinter.isWanted(servlet.getRequest().getParameter("pretty"));
  }
}
