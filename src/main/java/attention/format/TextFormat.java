package attention.format;

import java.io.IOException;

/// Tables for a terminal: names on the left, numbers aligned at the right of each column, `-` for
/// what is hidden, an empty line between two tables, the notes at the end. Only words and notes may
/// be other than ASCII.
public record TextFormat() implements ReportFormat {

  private static final String GAP = "  ";

  // Room for a minus and four decimals, so that the columns of several tables stand below each
  // other.
  private static final int LEAST_WIDTH = 7;

  @Override
  public void write(Report report, Appendable out) throws IOException {
    String between = "";
    for (Table table : report.tables()) {
      out.append(between);
      write(table, report.decimals(), out);
      between = "\n";
    }
    for (String note : report.notes()) {
      out.append(between).append(Shown.word(note)).append("\n");
      between = "";
    }
  }

  private static void write(Table table, int decimals, Appendable out) throws IOException {
    int nameWidth =
        table.queries().stream()
            .mapToInt(word -> DisplayWidth.of(Shown.word(word)))
            .max()
            .orElse(0);
    int[] widths = new int[table.columns().size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(table, column, decimals);
    }
    out.append(Shown.word(table.title())).append("\n").append(" ".repeat(nameWidth));
    for (int column = 0; column < widths.length; column++) {
      right(Shown.word(table.columns().get(column)), widths[column], out);
    }
    out.append("\n");
    for (int row = 0; row < table.cells().rows(); row++) {
      String name = Shown.word(table.queries().get(row));
      out.append(name).append(" ".repeat(nameWidth - DisplayWidth.of(name)));
      for (int column = 0; column < widths.length; column++) {
        right(cell(table, row, column, decimals), widths[column], out);
      }
      out.append("\n");
    }
  }

  private static int width(Table table, int column, int decimals) {
    int name = DisplayWidth.of(Shown.word(table.columns().get(column)));
    int width = Math.max(LEAST_WIDTH, name);
    for (int row = 0; row < table.cells().rows(); row++) {
      width = Math.max(width, cell(table, row, column, decimals).length());
    }
    return width;
  }

  private static String cell(Table table, int row, int column, int decimals) {
    return table.isHidden(row, column) ? "-" : Shown.cell(table.cells(), row, column, decimals);
  }

  private static void right(String text, int width, Appendable out) throws IOException {
    out.append(GAP).append(" ".repeat(width - DisplayWidth.of(text))).append(text);
  }
}
