package attention.inference;

import attention.core.Numbers;
import attention.format.Datatype;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client gets, as the protocol writes it.
///
/// @param modelName which model
/// @param modelVersion which version of it
/// @param id that of the request, if it has one
/// @param parameters values beside the tensors; most models have none
/// @param outputs the tensors, in the order in which they were asked for
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "InferenceAnswer", description = "Tensors that come out of a model.")
record InferenceAnswer(
    @JsonProperty("model_name") @Schema(example = "attention") String modelName,
    @JsonProperty("model_version") @Schema(example = "1") String modelVersion,
    @Schema(description = "That of the request, if it has one.") @Nullable String id,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Schema(description = "Values beside the tensors, for models that have some.")
        Map<String, Object> parameters,
    List<Output> outputs) {

  /// A tensor on its way.
  ///
  /// @param name which output
  /// @param datatype what its elements are
  /// @param shape its axes, from the outermost
  /// @param parameters where its elements go as bytes behind the JSON
  /// @param data its elements, where they go within the JSON; each rounded to the datatype
  /// @param numbers its elements, as they were computed
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "InferenceOutput", description = "A tensor that comes out.")
  record Output(
      @Schema(example = "Y") String name,
      Datatype datatype,
      int[] shape,
      @Nullable Size parameters,
      @Schema(description = "Flat, row-major; NaN and infinities are strings.")
          @Nullable Numbers data,
      @JsonIgnore Numbers numbers) {

    static Output of(Model.Result result, boolean binary) {
      Numbers numbers = result.numbers();
      Datatype datatype = result.datatype();
      long bytes = (long) numbers.count() * datatype.bytes();
      return new Output(
          result.name(),
          datatype,
          result.shape(),
          binary ? new Size(bytes) : null,
          binary ? null : datatype.round(numbers),
          numbers);
    }
  }

  /// Says that bytes follow behind the JSON.
  ///
  /// @param bytes how many
  @Schema(name = "BinaryDataSize")
  record Size(
      @JsonProperty("binary_data_size")
          @Schema(description = "How many bytes of the body behind the JSON are its elements.")
          long bytes) {}

  /// How many bytes follow the JSON.
  @JsonIgnore
  long bytesBehind() {
    return outputs.stream()
        .map(Output::parameters)
        .mapToLong(size -> size == null ? 0 : size.bytes())
        .sum();
  }

  /// Tells whether bytes follow the JSON.
  @JsonIgnore
  boolean isBinary() {
    return outputs.stream().anyMatch(output -> output.parameters() != null);
  }
}
