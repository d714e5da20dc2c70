package attention.inference;

import attention.core.Faults;
import attention.core.InvalidInput;
import attention.core.Precision;
import attention.core.Rotary;
import attention.core.Tensor;
import attention.format.Datatype;
import attention.limits.Limits;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Rotary position embedding of tensors: the operator `RotaryEmbedding` of ONNX as of version 23.
///
/// @see <a href="https://onnx.ai/onnx/operators/onnx__RotaryEmbedding.html">ONNX
///   RotaryEmbedding</a>
@Component
final class RotaryEmbeddingModel implements Model {

  private static final Set<String> PARAMETERS =
      Set.of(InferenceReader.BINARY_OUTPUT, "interleaved", "num_heads", "rotary_embedding_dim");

  private final Limits limits;

  RotaryEmbeddingModel(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "rotary_embedding";
  }

  @Override
  public List<TensorMetadata> inputs() {
    return List.of(
        TensorMetadata.of("X", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("cos_cache", Datatype.FP32, -1, -1),
        TensorMetadata.of("sin_cache", Datatype.FP32, -1, -1),
        TensorMetadata.of("position_ids", Datatype.INT64, -1, -1));
  }

  @Override
  public List<TensorMetadata> outputs() {
    return List.of(TensorMetadata.of("Y", Datatype.FP32, -1, -1, -1, -1));
  }

  @Override
  public Inferred infer(Inference inference, Set<String> wanted) {
    Parameters parameters = inference.parameters();
    Faults faults = parameters.faults();
    parameters.checkNames(PARAMETERS);
    boolean interleaved = parameters.flag("interleaved", false);
    OptionalInt heads = parameters.integer("num_heads", 1, Integer.MAX_VALUE);
    NamedTensor input = required(inference, "X");
    // In double precision, so that every datatype is rounded to once.
    Tensor tensor = new Layout(limits, faults).tensor(input, heads, "num_heads", Precision.FLOAT64);
    faults.throwIfAny();
    if (tensor == null) {
      throw new IllegalStateException("a tensor is missing, and nothing was wrong");
    }
    int pairs = pairs(tensor.shape().size(), parameters);
    var caches =
        new RotaryCaches(tensor.shape(), pairs, inference.inputs().get("position_ids"), faults);
    Tensor cosines = caches.angles(required(inference, "cos_cache"));
    Tensor sines = caches.angles(required(inference, "sin_cache"));
    faults.throwIfAny();
    limits.requireResponse(
        (double) tensor.numbers().count() * inference.bytesPerNumber(input.datatype()));
    Tensor turned = new Rotary(cosines, sines, interleaved).apply(tensor);
    return Inferred.of(List.of(Layout.result("Y", input, input.rank(), turned)));
  }

  private static NamedTensor required(Inference inference, String name) {
    NamedTensor input = inference.inputs().get(name);
    if (input == null) {
      Faults faults = inference.parameters().faults();
      faults.add("/inputs", "required", name + " is required");
      throw new InvalidInput(faults);
    }
    return input;
  }

  /// How many pairs of each vector are turned.
  private static int pairs(int headSize, Parameters parameters) {
    String name = "rotary_embedding_dim";
    int given = parameters.integer(name, 0, headSize).orElse(0);
    int dimensions = given == 0 ? headSize : given;
    if (dimensions % 2 != 0) {
      parameters.fault(name, "is %d, an even number is needed".formatted(dimensions));
    }
    parameters.faults().throwIfAny();
    return dimensions / 2;
  }
}
