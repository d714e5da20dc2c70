package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Matrix;
import attention.format.Table.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables as text, Markdown and CSV.
class ReportFormatTest {

  private static final Table WEIGHTS =
      new Table(
          Kind.SHARES,
          "weights",
          "weights: each row adds up to 1",
          List.of("猫", "fenêtre"),
          3,
          List.of("猫", "a|b"),
          Matrix.of(2, 2, 1, 0, 0.25f, 0.75f),
          (row, column) -> row == 0 && column == 1);

  private static final Table CONTEXT =
      new Table(
          Kind.FEATURES,
          "context",
          "context: one row per word",
          List.of("x"),
          0,
          List.of("d1"),
          Matrix.of(1, 1, -12345.678f),
          (_, _) -> false);

  @Test
  void textIsAlignedByWhatATerminalShows() throws IOException {
    assertThat(write(new TextFormat(), new Report(List.of(WEIGHTS), List.of(), 4)))
        .isEqualTo(
            """
            weights: each row adds up to 1
                          猫      a|b
            猫        1.0000        -
            fenêtre   0.2500   0.7500
            """);
  }

  @Test
  void columnsWidenForLongNumbersAndNames() throws IOException {
    var table =
        new Table(
            Kind.PAIRS,
            "s",
            "s",
            List.of("q"),
            0,
            List.of("windowsill"),
            Matrix.of(1, 1, 1),
            (_, _) -> false);

    assertThat(write(new TextFormat(), new Report(List.of(table, CONTEXT), List.of(), 3)))
        .isEqualTo(
            """
            s
               windowsill
            q       1.000

            context: one row per word
                        d1
            x  -12345.678
            """
                .replace("            d1", "           d1"));
  }

  @Test
  void notesFollowTheTables() throws IOException {
    var report = new Report(List.of(CONTEXT), List.of("x is alone.", "two\nlines"), 0);

    assertThat(write(new TextFormat(), report)).endsWith("-12346\n\nx is alone.\ntwo\\nlines\n");
    assertThat(write(new MarkdownFormat(), report)).endsWith("|\n\nx is alone.\n\ntwo\\\\nlines\n");
    assertThat(write(new TextFormat(), new Report(List.of(), List.of("alone"), 0)))
        .isEqualTo("alone\n");
  }

  @Test
  void markdownShowsNothingAsMarkup() throws IOException {
    var table =
        new Table(
            Kind.PAIRS,
            "s",
            "s",
            List.of("*_[`<b>&"),
            0,
            List.of("a|b\\~"),
            Matrix.of(1, 1, 1),
            (_, _) -> false);

    assertThat(write(new MarkdownFormat(), new Report(List.of(table, WEIGHTS), List.of(), 1)))
        .isEqualTo(
            """
            **s**

            |  | a\\|b\\\\\\~ |
            | --- | ---: |
            | \\*\\_\\[\\`&lt;b>&amp; | 1.0 |

            **weights: each row adds up to 1**

            |  | 猫 | a\\|b |
            | --- | ---: | ---: |
            | 猫 | 1.0 | – |
            | fenêtre | 0.2 | 0.8 |
            """);
  }

  @Test
  void csvOfOneTableIsATable() throws IOException {
    assertThat(write(new CsvFormat(false), new Report(List.of(WEIGHTS), List.of("note"), 1)))
        .isEqualTo(",猫,a|b\r\n猫,1.0,0.0\r\nfenêtre,0.25,0.75\r\n");
  }

  @Test
  void csvOfSeveralTablesHasALineForEachNumber() throws IOException {
    assertThat(write(new CsvFormat(false), new Report(List.of(WEIGHTS, CONTEXT), List.of(), 1)))
        .isEqualTo(
            """
            stage,query,queryPosition,key,keyPosition,value
            weights,猫,3,猫,0,1.0
            weights,猫,3,a|b,1,0.0
            weights,fenêtre,4,猫,0,0.25
            weights,fenêtre,4,a|b,1,0.75
            context,x,0,d1,0,-12345.678
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void csvQuotesWhatWouldBreakALine() throws IOException {
    assertThat(header(new CsvFormat(false), "a,b", "say \"hi\"", "two\nlines", "=1+1", ""))
        .isEqualTo(",\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",=1+1,\r\n");
  }

  @Test
  void csvForSpreadsheetsHoldsNoFormulas() throws IOException {
    assertThat(header(new CsvFormat(true), "=1+1", "+1", "-1", "@a", "\tx", "\rx", "a=1", ""))
        .isEqualTo(",'=1+1,'+1,'-1,'@a,'\tx,\"'\rx\",a=1,\r\n");
  }

  private static String header(CsvFormat format, String... columns) throws IOException {
    var table =
        new Table(
            Kind.PAIRS,
            "s",
            "s",
            List.of(),
            0,
            List.of(columns),
            Matrix.of(0, columns.length),
            (_, _) -> false);
    return write(format, new Report(List.of(table), List.of(), 0));
  }

  private static String write(ReportFormat format, Report report) throws IOException {
    var text = new StringBuilder();
    format.write(report, text);
    return text.toString();
  }
}
