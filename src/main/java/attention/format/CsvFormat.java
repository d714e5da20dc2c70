package attention.format;

import java.io.IOException;

/// Comma-separated values ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)) with every digit,
/// for spreadsheets and scripts.
///
/// One table is written as it stands: names in the first row and column. Several become lines of
/// `stage,query,queryPosition,key,keyPosition,value`, one a number.
///
/// @param forSpreadsheets whether words that a spreadsheet would run as a formula (CWE-1236) get an
///   apostrophe in front; scripts want them as they are
public record CsvFormat(boolean forSpreadsheets) implements ReportFormat {

  private static final String LINE_END = "\r\n";

  @Override
  public void write(Report report, Appendable out) throws IOException {
    if (report.tables().size() == 1) {
      writeMatrix(report.tables().getFirst(), out);
    } else {
      out.append("stage,query,queryPosition,key,keyPosition,value").append(LINE_END);
      for (Table table : report.tables()) {
        writeLines(table, out);
      }
    }
  }

  private void writeMatrix(Table table, Appendable out) throws IOException {
    for (String column : table.columns()) {
      out.append(',').append(word(column));
    }
    out.append(LINE_END);
    for (int row = 0; row < table.cells().rows(); row++) {
      out.append(word(table.queries().get(row)));
      for (int column = 0; column < table.cells().columns(); column++) {
        out.append(',').append(Shown.exact(table.cells(), row, column));
      }
      out.append(LINE_END);
    }
  }

  private void writeLines(Table table, Appendable out) throws IOException {
    for (int row = 0; row < table.cells().rows(); row++) {
      String query = word(table.queries().get(row));
      int position = table.firstPosition() + row;
      for (int column = 0; column < table.cells().columns(); column++) {
        out.append(table.stage()).append(',').append(query).append(',');
        out.append(Integer.toString(position)).append(',');
        out.append(word(table.columns().get(column))).append(',');
        out.append(Integer.toString(column)).append(',');
        out.append(Shown.exact(table.cells(), row, column)).append(LINE_END);
      }
    }
  }

  private String word(String word) {
    String safe = forSpreadsheets && startsFormula(word) ? "'" + word : word;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  private static boolean startsFormula(String word) {
    return !word.isEmpty() && "=+-@\t\r".indexOf(word.charAt(0)) >= 0;
  }
}
