package attention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every source file looks as google-java-format would write it.
///
/// `./mvnw test -Dtest=FormatTest -Dformat.write` writes the files instead of complaining.
class FormatTest {

  private static final boolean WRITE = System.getProperty("format.write") != null;

  @Test
  void everySourceFileIsFormatted() throws Exception {
    var unformatted = new ArrayList<Path>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      String formatted = format(source);
      if (!source.equals(formatted)) {
        unformatted.add(file);
      }
      if (WRITE) {
        Files.writeString(file, formatted);
      }
    }
    assertThat(WRITE ? List.of() : unformatted)
        .as("files to format; ./mvnw test -Dtest=FormatTest -Dformat.write does it")
        .isEmpty();
  }

  private static String format(String source) throws FormatterException {
    String imports = RemoveUnusedImports.removeUnusedImports(source);
    String ordered = ImportOrderer.reorderImports(imports, Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
