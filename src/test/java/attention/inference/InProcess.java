package attention.inference;

import attention.BoundLimits;
import attention.kernel.Kernels;
import attention.limits.Limits;
import attention.service.AttentionService;
import attention.service.SecondOpinions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The models of the Open Inference Protocol as the service offers them, without HTTP.
final class InProcess {

  static final List<String> MODELS = List.of("attention", "attention_compare", "rotary_embedding");

  private final InferenceReader reader;
  private final Inferences inferences;

  InProcess(Limits limits) {
    var gate = BoundLimits.gate();
    var service = new AttentionService(limits, gate, Kernels::scalar);
    var attention = new AttentionModel(service, limits);
    var opinions = new SecondOpinions(service, limits, gate, Kernels::scalar);
    reader = new InferenceReader(limits);
    inferences =
        new Inferences(
            List.of(
                attention,
                new AttentionCompareModel(attention, opinions, limits),
                new RotaryEmbeddingModel(limits)),
            gate);
  }

  /// Answers a request.
  ///
  /// @param headerLength how many bytes of the body are JSON; all where absent
  InferenceAnswer infer(String model, byte[] body, @Nullable String headerLength)
      throws IOException {
    Model found = inferences.model(model);
    return inferences.infer(found, reader.read(new ByteArrayInputStream(body), headerLength));
  }
}
