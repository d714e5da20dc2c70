package attention.inference;

import attention.core.Numbers;
import attention.format.Datatype;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Something that a client can ask for by name: named tensors in, named tensors out. Every bean of
/// this type is offered.
interface Model {

  /// The only version of every model.
  String VERSION = "1";

  /// What the metadata say about a tensor.
  ///
  /// @param name which tensor
  /// @param datatype the usual one; others may be accepted
  /// @param shape the usual axes, -1 for any length
  record TensorMetadata(String name, String datatype, List<Integer> shape) {

    static TensorMetadata of(String name, Datatype datatype, Integer... shape) {
      return new TensorMetadata(name, datatype.name(), List.of(shape));
    }
  }

  /// A tensor that comes out.
  ///
  /// @param name which output
  /// @param datatype what its elements are
  /// @param shape its axes, from the outermost
  /// @param numbers fill the shape; rounded to the datatype when they are written
  record Result(String name, Datatype datatype, int[] shape, Numbers numbers) {}

  /// What comes out: tensors, and for some models values beside them.
  ///
  /// @param results one for each output that was wanted, in the order of [#outputs]
  /// @param parameters values of the whole answer by name; texts, numbers, truth values
  record Inferred(List<Result> results, Map<String, Object> parameters) {

    static Inferred of(List<Result> results) {
      return new Inferred(results, Map.of());
    }
  }

  /// The name in the path.
  String name();

  /// The tensors that may go in.
  List<TensorMetadata> inputs();

  /// The tensors that may come out.
  List<TensorMetadata> outputs();

  /// Computes tensors.
  ///
  /// @param inference whose inputs and outputs have names of this model
  /// @param wanted names of outputs
  /// @throws attention.core.InvalidInput with all that is wrong with the request
  Inferred infer(Inference inference, Set<String> wanted);
}
