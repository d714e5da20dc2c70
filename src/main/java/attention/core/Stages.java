package attention.core;

import java.util.Collections;
import java.util.Map;
import java.util.Set;

/// The stages that were asked for.
///
/// @param tensors one tensor for each; a tensor's length is the number of queries that were
///   computed
public record Stages(Map<Stage, Tensor> tensors) {

  /// Tells whether a stage was asked for.
  public boolean has(Stage stage) {
    return tensors.containsKey(stage);
  }

  /// Tells whether any of some stages was asked for.
  boolean hasAny(Set<Stage> stages) {
    return !Collections.disjoint(tensors.keySet(), stages);
  }

  /// Leaves their memory to others. Nobody may read them any more.
  public void giveBack() {
    tensors.values().forEach(tensor -> tensor.numbers().giveBack());
  }

  /// Gives a stage that was asked for.
  ///
  /// @throws IllegalArgumentException if it was not
  public Tensor of(Stage stage) {
    Tensor tensor = tensors.get(stage);
    if (tensor == null) {
      throw new IllegalArgumentException(stage + " was not asked for");
    }
    return tensor;
  }
}
