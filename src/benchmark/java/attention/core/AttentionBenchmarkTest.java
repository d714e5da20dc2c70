package attention.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import org.bytedeco.pytorch.InferenceMode;
import org.junit.jupiter.api.Test;

/// Everybody in the benchmark computes the same.
class AttentionBenchmarkTest {

  @Test
  void everyContestantComputesTheSameContext() throws OrtException {
    try (var _ = new InferenceMode(true)) {
      assertThat(AttentionBenchmark.difference()).isBetween(1e-12, AttentionBenchmark.TOLERANCE);
    }
  }
}
