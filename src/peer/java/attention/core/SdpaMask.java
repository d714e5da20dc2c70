package attention.core;

import java.util.Arrays;

/// What a call of `scaled_dot_product_attention` hides: an `attn_mask` of either kind, or
/// `is_causal`, never both.
///
/// Tables have two to four axes and lie over the scores `(B, Hq, L, S)` from the last axis on, as
/// PyTorch broadcasts them.
sealed interface SdpaMask {

  /// Every query sees every key.
  record None() implements SdpaMask {}

  /// `is_causal`: the first query belongs to the first key, whether or not there are as many.
  record Causal() implements SdpaMask {}

  /// A boolean `attn_mask`.
  ///
  /// @param shape two to four axes
  /// @param allowed `true` takes part
  record YesOrNo(int[] shape, boolean[] allowed) implements SdpaMask {}

  /// An `attn_mask` of numbers.
  ///
  /// @param shape two to four axes
  /// @param added to the scores, in the precision of the inputs
  record Added(int[] shape, Numbers added) implements SdpaMask {}

  /// The same mask in our words.
  default Mask mask() {
    return switch (this) {
      case None(), Added(_, _) -> new Mask.None();
      case Causal() -> new Mask.Causal(0);
      case YesOrNo(int[] shape, boolean[] allowed) -> new Mask.Dense(fourAxes(shape), allowed);
    };
  }

  /// The same numbers in our words.
  default Bias bias() {
    return switch (this) {
      case None(), Causal(), YesOrNo(_, _) -> new Bias.None();
      case Added(int[] shape, Numbers added) -> new Bias.Dense(new Tensor(fourAxes(shape), added));
    };
  }

  private static Shape fourAxes(int[] shape) {
    int[] axes = {1, 1, 1, 1};
    System.arraycopy(shape, 0, axes, axes.length - shape.length, shape.length);
    return new Shape(axes[0], axes[1], axes[2], axes[3]);
  }

  /// How many numbers fill a shape.
  static int count(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
