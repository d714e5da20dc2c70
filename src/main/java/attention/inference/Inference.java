package attention.inference;

import attention.format.Datatype;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request whose tensors are complete.
///
/// @param id comes back with the answer
/// @param parameters of the whole request
/// @param inputs the tensors by their names
/// @param outputs what is asked for; nothing, where everything is
record Inference(
    @Nullable String id,
    Parameters parameters,
    Map<String, NamedTensor> inputs,
    @Nullable List<Output> outputs) {

  // A float takes up to 12 bytes as text, with its comma; a double twice as many.
  private static final int TEXT_PER_BYTE = 3;

  /// A tensor that is asked for.
  ///
  /// @param name which output
  /// @param pointer where that stands in the request
  /// @param binary whether it comes as bytes behind the JSON
  record Output(String name, String pointer, boolean binary) {}

  /// How many bytes a number of the answer takes, at most as a rule.
  int bytesPerNumber(Datatype datatype) {
    boolean binary =
        outputs == null
            ? parameters.flag(InferenceReader.BINARY_OUTPUT, false)
            : outputs.stream().allMatch(Output::binary);
    return binary ? datatype.bytes() : TEXT_PER_BYTE * datatype.precision().bytes();
  }

  /// Where an input stands in the request, or where it would.
  String pointer(String name) {
    NamedTensor input = inputs.get(name);
    return input == null ? "/inputs" : input.pointer();
  }
}
