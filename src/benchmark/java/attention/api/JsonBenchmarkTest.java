package attention.api;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/// Everybody in the benchmark reads and writes the right numbers.
class JsonBenchmarkTest {

  @Test
  void everyContestantReadsAndWritesTheSameNumbers() {
    assertThatCode(JsonBenchmark::check).doesNotThrowAnyException();
  }
}
