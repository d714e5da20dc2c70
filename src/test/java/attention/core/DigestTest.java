package attention.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import attention.kernel.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The same problem gives the same bits on every machine, with every kernel, however Java runs it.
class DigestTest {

  // Says that nothing changes, not that it is right: the comparisons with references do that. A
  // change of the order of a sum, or of exp, changes it; then write down the new one, and why.
  private static final String BITS =
      "a27fed2d5139ec1356f077c48d2408fe657073e5dd1cbfa91dfe1d8402bf08b6";

  @Test
  void thisJavaGivesThePinnedBits() {
    assertThat(Digest.of(Kernels.select())).isEqualTo(BITS);
  }

  static Stream<Arguments> everyWayToRunGivesThePinnedBits() {
    String vectors = "--add-modules=jdk.incubator.vector";
    return Stream.of(
        argumentSet("interpreted", "scalar", 1, List.of("-Xint")),
        argumentSet("by the first compiler", "scalar", 5, List.of("-XX:TieredStopAtLevel=1")),
        argumentSet("by the second compiler", "scalar", 5, List.of("-XX:-TieredCompilation")),
        argumentSet("compiled at once", "scalar", 1, List.of("-Xcomp", "-XX:-TieredCompilation")),
        argumentSet(
            "with vectors loaded later",
            "vector",
            3,
            List.of("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED")),
        argumentSet("with the widest vectors", "vector", 3, List.of(vectors)),
        argumentSet("with vectors of 256 bits", "vector", 3, List.of(vectors, "-XX:UseAVX=2")),
        argumentSet(
            "with vectors of 128 bits", "vector", 3, List.of(vectors, "-XX:MaxVectorSize=16")));
  }

  @ParameterizedTest
  @MethodSource
  void everyWayToRunGivesThePinnedBits(String kernel, int rounds, List<String> flags)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // other processors have other options
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Digest.class.getName(),
            String.valueOf(rounds)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = printed.lines().filter(line -> !line.startsWith("WARNING")).toList();

    assertThat(lines).hasSize(rounds).allMatch((kernel + " " + BITS)::equals);
  }
}
