package attention.inference;

import attention.format.Datatype;
import attention.format.JsonData;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client sends, as the protocol writes it. Members that the protocol does not know are
/// passed over, as other servers do.
///
/// @param id comes back with the answer
/// @param parameters of the model, and of the protocol
/// @param inputs the tensors
/// @param outputs which tensors to answer; all, where absent
/// @see <a
///   href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">Open
///   Inference Protocol</a>
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(description = "Tensors for a model.", requiredProperties = "inputs")
record InferenceRequest(
    @Schema(description = "Comes back with the answer.", example = "42") @Nullable String id,
    @Schema(
            description =
                "Attributes of the operator, and binary_data_output: whether tensors come as bytes"
                    + " behind the JSON.")
        @Nullable Map<String, Object> parameters,
    @Nullable List<Input> inputs,
    @Schema(description = "Which tensors to answer; all where absent.")
        @Nullable List<Output> outputs) {

  /// A tensor that is sent.
  ///
  /// @param name of an input of the model
  /// @param shape its axes, from the outermost
  /// @param datatype what its elements are
  /// @param parameters `binary_data_size`, where the elements follow behind the JSON
  /// @param data the elements, where they stand in the JSON
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(
      name = "RequestInput",
      description = "A tensor that is sent.",
      requiredProperties = {"name", "shape", "datatype"})
  record Input(
      @Schema(example = "Q") @Nullable String name,
      @Schema(description = "Its axes, from the outermost.") int @Nullable [] shape,
      @Schema(implementation = Datatype.class, example = "FP32") @Nullable String datatype,
      @Schema(
              description =
                  "binary_data_size: how many bytes of the body behind the JSON are its elements.")
          @Nullable Map<String, Object> parameters,
      @Nullable JsonData data) {}

  /// A tensor that is asked for.
  ///
  /// @param name of an output of the model
  /// @param parameters `binary_data`, whether it comes as bytes behind the JSON
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(
      name = "RequestOutput",
      description = "A tensor that is asked for.",
      requiredProperties = "name")
  record Output(
      @Schema(example = "Y") @Nullable String name,
      @Schema(description = "binary_data: whether it comes as bytes behind the JSON.")
          @Nullable Map<String, Object> parameters) {}
}
