package attention.api;

import attention.format.Heatmap;
import attention.format.Picture;
import attention.format.PngFormat;
import attention.format.Report;
import attention.format.SvgFormat;
import attention.format.Table;
import attention.limits.Limits;
import attention.service.AttentionAnswer;
import attention.service.QueryAnswer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/// Draws answers as heatmaps: SVG or PNG.
final class PictureConverter extends AbstractHttpMessageConverter<Object> {

  // What a heatmap of its own costs beside its cells, for its names and its title.
  private static final long LEAST_CELLS = 1024;

  private final Limits limits;

  PictureConverter(Limits limits) {
    super(Format.SVG.mediaType(), Format.PNG.mediaType());
    this.limits = limits;
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
    limits.requirePicture(report.tables().stream().mapToLong(PictureConverter::cells).sum());
    Picture picture = Heatmap.of(report, ReportConverter.parameter("theme"));
    boolean svg = Format.SVG.mediaType().isCompatibleWith(output.getHeaders().getContentType());
    String name = "attention." + (svg ? Format.SVG : Format.PNG).parameter();
    output.getHeaders().setContentDisposition(ContentDisposition.inline().filename(name).build());
    if (svg) {
      var out =
          new BufferedWriter(new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8));
      SvgFormat.write(picture, out);
      out.flush();
    } else {
      PngFormat.write(picture, output.getBody());
    }
  }

  private static long cells(Table table) {
    return Math.max(LEAST_CELLS, table.cells().numbers().count());
  }
}
