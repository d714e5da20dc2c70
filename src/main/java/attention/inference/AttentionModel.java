package attention.inference;

import attention.core.AttentionInputs;
import attention.core.AttentionOptions;
import attention.core.EmptyRows;
import attention.core.Faults;
import attention.core.Overflow;
import attention.core.Shape;
import attention.core.Stage;
import attention.core.Stages;
import attention.format.Datatype;
import attention.limits.Limits;
import attention.service.AttentionService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Attention on tensors: the operator `Attention` of ONNX as of version 25, which contains 23 and
/// 24.
///
/// @see <a href="https://onnx.ai/onnx/operators/onnx__Attention.html">ONNX Attention</a>
@Component
final class AttentionModel implements Model {

  static final Set<String> PARAMETERS =
      Set.of(
          InferenceReader.BINARY_OUTPUT,
          "is_causal",
          "kv_num_heads",
          "left_window_size",
          "q_num_heads",
          "qk_matmul_output_mode",
          "right_window_size",
          "scale",
          "softcap",
          "softmax_precision");

  /// What `qk_matmul_output` holds, by `qk_matmul_output_mode`.
  private static final List<Stage> MODES =
      List.of(Stage.SCORES, Stage.CAPPED, Stage.LOGITS, Stage.WEIGHTS);

  private final AttentionService service;
  private final Limits limits;

  AttentionModel(AttentionService service, Limits limits) {
    this.service = service;
    this.limits = limits;
  }

  @Override
  public String name() {
    return "attention";
  }

  @Override
  public List<TensorMetadata> inputs() {
    return List.of(
        TensorMetadata.of("Q", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("K", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("V", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("attn_mask", Datatype.BOOL, -1, -1, -1, -1),
        TensorMetadata.of("past_key", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("past_value", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("nonpad_kv_seqlen", Datatype.INT64, -1));
  }

  @Override
  public List<TensorMetadata> outputs() {
    return List.of(
        TensorMetadata.of("Y", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("present_key", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("present_value", Datatype.FP32, -1, -1, -1, -1),
        TensorMetadata.of("qk_matmul_output", Datatype.FP32, -1, -1, -1, -1));
  }

  @Override
  public Inferred infer(Inference inference, Set<String> wanted) {
    Faults faults = inference.parameters().faults();
    inference.parameters().checkNames(PARAMETERS);
    AttentionTensors tensors = AttentionTensors.of(inference, limits, faults);
    Stage shown =
        MODES.get(inference.parameters().integer("qk_matmul_output_mode", 0, 3).orElse(0));
    if (tensors == null) {
      faults.throwIfAny();
      throw new IllegalStateException("tensors are missing, and nothing was wrong");
    }
    AttentionMasks masks = AttentionMasks.of(inference, tensors, faults);
    AttentionOptions options = options(inference.parameters(), tensors, masks);
    faults.throwIfAny();
    requireNoOverflow(tensors.inputs(), options, inference);
    var stages = EnumSet.noneOf(Stage.class);
    if (wanted.contains("Y")) {
      stages.add(Stage.CONTEXT);
    }
    if (wanted.contains("qk_matmul_output")) {
      stages.add(shown);
    }
    requireResponse(inference, tensors, wanted);
    Stages computed = service.attend(tensors.inputs(), options, stages);
    return Inferred.of(results(tensors, computed, shown, wanted));
  }

  /// Ends a request whose results could overflow.
  static void requireNoOverflow(
      AttentionInputs inputs, AttentionOptions options, Inference inference) {
    Faults faults = inference.parameters().faults();
    Overflow.findVisible(inputs, options)
        .ifPresent(overflow -> report(overflow, inference, faults));
    faults.throwIfAny();
  }

  /// Reads how to compute.
  static AttentionOptions options(
      Parameters parameters, AttentionTensors tensors, AttentionMasks masks) {
    int headSize = tensors.inputs().query().shape().size();
    double scale = parameters.number("scale").orElse(1 / Math.sqrt(headSize));
    if (!tensors.inputs().precision().holds(scale)) {
      parameters.fault("scale", "is beyond what the datatype can hold");
    }
    double softcap = parameters.number("softcap").orElse(0);
    if (softcap < 0 || !tensors.inputs().precision().holds(softcap)) {
      parameters.fault("softcap", "must not be negative, nor beyond what the datatype can hold");
    }
    boolean capped = tensors.inputs().precision().round(softcap) > 0;
    return new AttentionOptions(
        scale,
        1,
        capped ? OptionalDouble.of(softcap) : OptionalDouble.empty(),
        masks.bias(),
        masks.mask(),
        new double[0],
        EmptyRows.ZERO);
  }

  private static void report(Overflow overflow, Inference inference, Faults faults) {
    String input =
        switch (overflow.part()) {
          case QUERY -> "Q";
          case KEY -> "K";
          case VALUE -> "V";
          case BIAS -> "attn_mask";
        };
    String detail =
        overflow.part() == Overflow.Part.BIAS
            ? overflow.detail()
            : "row %d, counted over batch, heads and all keys, %s"
                .formatted(overflow.row(), overflow.detail());
    faults.add(inference.pointer(input) + "/data", "overflow", detail);
  }

  private void requireResponse(Inference inference, AttentionTensors tensors, Set<String> wanted) {
    Shape scores = tensors.scores();
    Shape value = tensors.inputs().value().shape();
    double rows = (double) scores.batch() * scores.heads() * scores.length();
    double numbers = 0;
    for (String output : wanted) {
      numbers +=
          switch (output) {
            case "Y" -> rows * value.size();
            case "qk_matmul_output" -> rows * scores.size();
            case "present_key" -> tensors.inputs().key().numbers().count();
            default -> value.count();
          };
    }
    limits.requireResponse(numbers * inference.bytesPerNumber(tensors.query().datatype()));
  }

  private static List<Result> results(
      AttentionTensors tensors, Stages stages, Stage shown, Set<String> wanted) {
    var results = new ArrayList<Result>();
    if (wanted.contains("Y")) {
      NamedTensor query = tensors.query();
      results.add(Layout.result("Y", query, query.rank(), stages.of(Stage.CONTEXT)));
    }
    if (wanted.contains("present_key")) {
      results.add(Layout.result("present_key", tensors.key(), 4, tensors.inputs().key()));
    }
    if (wanted.contains("present_value")) {
      results.add(Layout.result("present_value", tensors.value(), 4, tensors.inputs().value()));
    }
    if (wanted.contains("qk_matmul_output")) {
      results.add(Layout.result("qk_matmul_output", tensors.query(), 4, stages.of(shown)));
    }
    return results;
  }
}
