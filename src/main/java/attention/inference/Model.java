package attention.inference;

import attention.core.Numbers;
import attention.format.Datatype;
import java.util.List;
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
  /// @return one result for each, in the order of [#outputs]
  /// @throws attention.core.InvalidInput with all that is wrong with the request
  List<Result> infer(Inference inference, Set<String> wanted);
}
