package attention.inference;

import attention.core.Bias;
import attention.core.Faults;
import attention.core.Mask;
import attention.core.Numbers;
import attention.core.Shape;
import attention.core.Tensor;
import attention.format.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a request says about which keys take part: `attn_mask`, `nonpad_kv_seqlen`, `is_causal` and
/// the window.
///
/// @param mask which keys each query may attend to
/// @param bias what is added to the scores
record AttentionMasks(Mask mask, Bias bias) {

  private static final int ANY = -1; // no bound on that side of a window

  /// Reads the masks of a request.
  ///
  /// @param faults takes what does not fit
  static AttentionMasks of(Inference inference, AttentionTensors tensors, Faults faults) {
    NamedTensor attnMask = inference.inputs().get("attn_mask");
    long[] validLengths = validLengths(inference, tensors, faults);
    var masks = new ArrayList<Mask>();
    Bias bias = new Bias.None();
    Shape shape = attnMask == null ? null : shape(attnMask, tensors, validLengths, faults);
    if (attnMask != null && shape != null) {
      switch (attnMask.data()) {
        case TensorData.Flags(boolean[] flags) -> masks.add(new Mask.Dense(shape, flags));
        case TensorData.Reals(Numbers numbers) ->
            bias = new Bias.Dense(new Tensor(shape, numbers.in(tensors.inputs().precision())));
        case TensorData.Integers _ ->
            faults.add(
                attnMask.pointer() + "/datatype",
                "wrong-type",
                "must be BOOL, or FP32, FP64, FP16, BF16");
      }
    }
    masks.addAll(positional(inference.parameters(), tensors, validLengths));
    return new AttentionMasks(masks.size() == 1 ? masks.getFirst() : all(masks), bias);
  }

  private static Mask all(List<Mask> masks) {
    return masks.isEmpty() ? new Mask.None() : new Mask.All(masks);
  }

  /// Gives the axes of a mask, right-aligned with `(B, Hq, L, S)`.
  private static @Nullable Shape shape(
      NamedTensor mask, AttentionTensors tensors, long @Nullable [] validLengths, Faults faults) {
    String pointer = mask.pointer() + "/shape";
    if (mask.rank() < 1 || mask.rank() > 4) {
      faults.add(pointer, "wrong-shape", "has %d axes, 1 to 4 are expected".formatted(mask.rank()));
      return null;
    }
    if (mask.isEmpty()) {
      faults.add(pointer, "empty", "has an axis of length 0");
      return null;
    }
    int[] axes = {1, 1, 1, 1};
    System.arraycopy(mask.shape(), 0, axes, 4 - mask.rank(), mask.rank());
    var shape = new Shape(axes[0], axes[1], axes[2], axes[3]);
    shape.checkBroadcast(tensors.scores(), pointer, faults);
    long longest = validLengths == null ? 0 : Arrays.stream(validLengths).max().orElse(0);
    if (shape.size() < longest) {
      faults.add(
          pointer,
          "wrong-shape",
          "is for %d keys, nonpad_kv_seqlen says that %d are valid"
              .formatted(shape.size(), longest));
    }
    return shape;
  }

  private static long @Nullable [] validLengths(
      Inference inference, AttentionTensors tensors, Faults faults) {
    NamedTensor input = inference.inputs().get("nonpad_kv_seqlen");
    if (input == null) {
      return null;
    }
    if (!(input.data() instanceof TensorData.Integers(long[] lengths))) {
      faults.add(
          input.pointer() + "/datatype", "wrong-type", "must be whole numbers, INT64 as a rule");
      return null;
    }
    Shape scores = tensors.scores();
    if (input.rank() != 1 || lengths.length != scores.batch()) {
      faults.add(
          input.pointer() + "/shape", "wrong-shape", "must be (%d)".formatted(scores.batch()));
      return null;
    }
    if (inference.inputs().containsKey("past_key")) {
      faults.add(input.pointer(), "conflict", "cannot stand beside past_key and past_value");
    }
    for (int n = 0; n < lengths.length; n++) {
      if (lengths[n] < 0 || lengths[n] > scores.size()) {
        faults.add(
            input.pointer() + "/data/" + n,
            "out-of-range",
            "is %d, expected 0 to %d".formatted(lengths[n], scores.size()));
      }
    }
    return faults.isEmpty() ? lengths : null;
  }

  /// Gives what depends on where queries stand among the keys.
  private static List<Mask> positional(
      Parameters parameters, AttentionTensors tensors, long @Nullable [] validLengths) {
    boolean causal = parameters.flag("is_causal", false);
    OptionalInt left = parameters.integer("left_window_size", ANY, Integer.MAX_VALUE);
    OptionalInt right = parameters.integer("right_window_size", ANY, Integer.MAX_VALUE);
    var window = new Window(causal, left.orElse(ANY), right.orElse(ANY));
    if (validLengths == null) {
      return window.masks(tensors.pastLength());
    }
    int queryCount = tensors.inputs().queryCount();
    var problems = new ArrayList<Mask>();
    for (long length : validLengths) {
      var masks = new ArrayList<Mask>(List.of(new Mask.Prefix((int) length)));
      masks.addAll(window.masks((int) length - queryCount));
      problems.add(new Mask.All(masks));
    }
    return List.of(new Mask.PerProblem(problems));
  }

  /// What a query sees around its own position.
  private record Window(boolean causal, int left, int right) {

    List<Mask> masks(int offset) {
      var masks = new ArrayList<Mask>();
      if (causal) {
        masks.add(new Mask.Causal(offset));
      }
      if (left != ANY || right != ANY) {
        masks.add(new Mask.Window(orAll(left), orAll(right), offset));
      }
      return masks;
    }

    private static int orAll(int size) {
      return size == ANY ? Integer.MAX_VALUE : size;
    }
  }
}
