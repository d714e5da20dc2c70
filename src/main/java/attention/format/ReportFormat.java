package attention.format;

import java.io.IOException;

/// A way to write a report as text.
public sealed interface ReportFormat permits TextFormat, MarkdownFormat, CsvFormat {

  /// Writes a report row by row.
  ///
  /// @throws IOException if it cannot be written
  void write(Report report, Appendable out) throws IOException;
}
