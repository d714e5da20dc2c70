package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Pictures where Java finds no fonts, as in a slim container.
class PngFormatTest {

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere fonts are not found by fontconfig
  void withoutFontsItSaysWhatIsMissing(@TempDir Path home) throws Exception {
    Path noFonts =
        Files.writeString(
            home.resolve("fonts.conf"),
            "<?xml version=\"1.0\"?><fontconfig><cachedir>%s</cachedir></fontconfig>"
                .formatted(home));
    var java =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Djava.awt.headless=true",
            "-Duser.home=" + home, // Java keeps what it knows of fonts there
            "-classpath",
            System.getProperty("java.class.path"),
            PngFormatTest.class.getName());
    java.environment().put("FONTCONFIG_FILE", noFonts.toString());
    Process process = java.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output.strip()).endsWith("NoFonts NoFonts");
    assertThat(process.waitFor()).isZero();
  }

  /// Draws a picture twice and prints what happened.
  public static void main(String... arguments) throws IOException {
    System.out.println(drawing() + " " + drawing());
  }

  private static String drawing() throws IOException {
    var table =
        new Table(
            Table.Kind.SHARES,
            "weights",
            "weights",
            List.of("a"),
            0,
            List.of("a"),
            Matrix.of(1, 1, 1),
            (_, _) -> false);
    try {
      var report = new Report(List.of(table), List.of(), 4);
      PngFormat.write(Heatmap.of(report, "light"), new ByteArrayOutputStream());
      return "drawn";
    } catch (NoFonts missing) {
      return missing.getClass().getSimpleName();
    }
  }
}
