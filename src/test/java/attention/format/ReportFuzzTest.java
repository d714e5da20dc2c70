package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Matrix;
import attention.format.Table.Kind;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Words of any characters stay words in every format for people: they neither end a cell nor a
/// line, start no formula, drive no terminal and make no markup.
class ReportFuzzTest {

  private static final int MOST_WORDS = 8;
  private static final Pattern ESCAPED = Pattern.compile("\\\\[\\\\`*_\\[\\]|~]");
  private static final Set<String> DRAWN = Set.of("svg", "title", "desc", "rect", "path", "text");

  /// @param input words in UTF-8, with zeros between them
  @FuzzTest
  void wordsStayWords(byte[] input) throws IOException, XMLStreamException {
    String text = new String(input, StandardCharsets.UTF_8);
    List<String> words = Arrays.stream(text.split("\0", -1)).limit(MOST_WORDS).toList();
    Report report = report(words);

    assertThat(csv(new CsvFormat(false), report)).isEqualTo(rows(words, words));
    List<List<String>> sheet = csv(new CsvFormat(true), report);
    assertThat(sheet).isEqualTo(rows(words, words.stream().map(ReportFuzzTest::plain).toList()));
    requireLines(report, words.size());
    requireMarkdown(report, words.size());
    requireSvg(report);
  }

  private static Report report(List<String> words) {
    int count = words.size();
    float[] numbers = new float[count * count];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = n - count / 3f;
    }
    var table =
        new Table(
            Kind.PAIRS,
            "scores",
            "scores",
            words,
            0,
            words,
            Matrix.of(count, count, numbers),
            (row, column) -> row < column);
    return new Report(List.of(table), List.of(words.getFirst()), 4);
  }

  /// What the table says: names in the first row and column.
  private static List<List<String>> rows(List<String> words, List<String> names) {
    var rows = new ArrayList<List<String>>();
    var header = new ArrayList<>(List.of(""));
    header.addAll(names);
    rows.add(header);
    for (int row = 0; row < words.size(); row++) {
      var cells = new ArrayList<>(List.of(names.get(row)));
      for (int column = 0; column < words.size(); column++) {
        cells.add(Float.toString(row * words.size() + column - words.size() / 3f));
      }
      rows.add(cells);
    }
    return rows;
  }

  /// A word in a spreadsheet, which takes what begins like this for a formula.
  private static String plain(String word) {
    return Pattern.compile("^[=+\\-@\t\r]").matcher(word).find() ? "'" + word : word;
  }

  private static List<List<String>> csv(CsvFormat format, Report report) throws IOException {
    var text = new StringBuilder();
    format.write(report, text);
    return parsed(text.toString());
  }

  /// Reads comma-separated values by the grammar of RFC 4180, a character at a time.
  private static List<List<String>> parsed(String text) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        field.append(text.charAt(++at));
      } else if (c == '"' && (quoted || field.isEmpty())) {
        quoted = !quoted;
      } else if (quoted || (c != ',' && c != '\r')) {
        assertThat(quoted || (c != '\n' && c != '"')).as("a bare %d", (int) c).isTrue();
        field.append(c);
      } else {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\r') {
          assertThat(text.charAt(++at)).as("behind a carriage return").isEqualTo('\n');
          rows.add(List.copyOf(row));
          row.clear();
        }
      }
    }
    assertThat(quoted || !field.isEmpty() || !row.isEmpty()).as("an unfinished line").isFalse();
    return rows;
  }

  private static void requireLines(Report report, int words) throws IOException {
    var text = new StringBuilder();
    new TextFormat().write(report, text);
    assertThat(text.chars().filter(c -> c == '\n')).hasSize(words + 4);
    text.codePoints()
        .filter(c -> c != '\n')
        .forEach(
            c ->
                assertThat(Character.getType(c))
                    .as("kind of character %x", c)
                    .isNotIn(
                        (int) Character.CONTROL,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR));
  }

  private static void requireMarkdown(Report report, int words) throws IOException {
    var text = new StringBuilder();
    new MarkdownFormat().write(report, text);
    List<String> lines = text.toString().lines().toList();
    assertThat(lines).hasSize(words + 6);
    for (String line : lines.subList(2, words + 4)) {
      String bare = ESCAPED.matcher(line).replaceAll("");
      assertThat(bare.chars().filter(c -> c == '|')).as(line).hasSize(words + 2);
      assertThat(bare).doesNotContainPattern("[`*_\\[\\]~<\\\\]");
    }
  }

  private static void requireSvg(Report report) throws IOException, XMLStreamException {
    var text = new StringWriter();
    SvgFormat.write(Heatmap.of(report, null), text);
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text.toString()));
    var elements = new TreeSet<String>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT) {
        elements.add(xml.getLocalName());
      }
    }
    assertThat(DRAWN).containsAll(elements);
  }
}
