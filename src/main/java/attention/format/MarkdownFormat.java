package attention.format;

import java.io.IOException;

/// Tables for a document or a chat: Markdown with the numbers aligned at the right and the notes
/// below.
///
/// @see <a href="https://github.github.com/gfm/#tables-extension-">GitHub Flavored Markdown,
///   tables</a>
public record MarkdownFormat() implements ReportFormat {

  @Override
  public void write(Report report, Appendable out) throws IOException {
    String between = "";
    for (Table table : report.tables()) {
      out.append(between);
      write(table, report.decimals(), out);
      between = "\n";
    }
    for (String note : report.notes()) {
      out.append(between).append(escape(note)).append("\n");
      between = "\n";
    }
  }

  private static void write(Table table, int decimals, Appendable out) throws IOException {
    out.append("**").append(escape(table.title())).append("**\n\n|  |");
    for (String column : table.columns()) {
      out.append(" ").append(escape(column)).append(" |");
    }
    out.append("\n| --- |").append(" ---: |".repeat(table.columns().size())).append("\n");
    for (int row = 0; row < table.cells().rows(); row++) {
      out.append("| ").append(escape(table.queries().get(row))).append(" |");
      for (int column = 0; column < table.cells().columns(); column++) {
        String cell =
            table.isHidden(row, column) ? "–" : Shown.cell(table.cells(), row, column, decimals);
        out.append(" ").append(cell).append(" |");
      }
      out.append("\n");
    }
  }

  /// Writes a text so that nothing in it is markup.
  private static String escape(String text) {
    return Shown.word(text)
        .replaceAll("([\\\\`*_\\[\\]|~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;");
  }
}
