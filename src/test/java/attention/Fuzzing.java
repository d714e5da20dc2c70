package attention;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Searches for inputs that break a fuzz test: Jazzer watches which code an input reaches, keeps
/// what reaches more, and changes it again.
///
/// `./mvnw test -Pfuzz` runs this class and nothing else. `-Dfuzz.seconds` says how long each test
/// is searched for, `-Dfuzz.tests` which ones, by a regular expression found in their names.
///
/// Each test has a process of its own, one after the other. What breaks a test is left among its
/// seeds, where `./mvnw verify` tries it from then on; what reaches more code stays in
/// `.cifuzz-corpus`, from which the next search goes on.
class Fuzzing {

  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 120);
  private static final Pattern WANTED = Pattern.compile(System.getProperty("fuzz.tests", ""));

  private static final Path SOURCES = Path.of("src/test/java");
  private static final Path LOGS = Path.of("target/fuzz");

  private static final String SUFFIX = "FuzzTest.java";
  private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

  @TestFactory
  Stream<DynamicTest> nothingIsFound() throws IOException {
    List<String> tests = tests();
    assertThat(tests).as("fuzz tests whose names match %s", WANTED).isNotEmpty();
    Files.createDirectories(LOGS);
    return tests.stream().map(test -> DynamicTest.dynamicTest(test, () -> search(test)));
  }

  private static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .map(file -> className(SOURCES.relativize(file)))
          .filter(name -> WANTED.matcher(name).find())
          .sorted()
          .toList();
    }
  }

  private static String className(Path file) {
    String path = file.toString();
    return path.substring(0, path.length() - ".java".length()).replace('/', '.');
  }

  private static void search(String test) throws IOException, InterruptedException {
    Path log = LOGS.resolve(test + ".log");
    int status =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("surefire.test.class.path"),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx1g",
                Jazzer.class.getName(),
                "--target_class=" + test,
                "--instrumentation_includes=attention.**",
                "--max_duration=" + SECONDS + "s")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String output = Files.readString(log);
    System.out.printf(
        "%s: %s inputs, %s branches, %s%n",
        test, last(RUNS, output), last(COVERAGE, output), status == 0 ? "nothing found" : "BROKEN");
    assertThat(status).as("outcome of the search, see %s", log).isZero();
  }

  private static String last(Pattern number, String output) {
    return number.matcher(output).results().map(r -> r.group(1)).reduce("?", (_, last) -> last);
  }
}
