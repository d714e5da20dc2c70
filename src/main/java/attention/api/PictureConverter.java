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
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpOutputMessage;

/// Draws answers as heatmaps: SVG or PNG.
final class PictureConverter extends AnswerWriter<Object> {

  // What a heatmap of its own costs beside its cells, for its names and its title.
  private static final long LEAST_CELLS = 1024;

  private final Limits limits;

  PictureConverter(Limits limits) {
    super(
        Set.of(AttentionAnswer.class, QueryAnswer.class),
        Format.SVG.mediaType(),
        Format.PNG.mediaType());
    this.limits = limits;
  }

  @Override
  protected void writeInternal(Object answer, HttpOutputMessage output) throws IOException {
    Report report = Reports.of(answer);
    limits.requirePicture(report.tables().stream().mapToLong(PictureConverter::cells).sum());
    Picture picture = Heatmap.of(report, ReportConverter.parameter("theme", "light", "dark"));
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
