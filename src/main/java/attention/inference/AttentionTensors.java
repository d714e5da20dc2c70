package attention.inference;

import attention.core.AttentionInputs;
import attention.core.Faults;
import attention.core.Precision;
import attention.core.Shape;
import attention.core.Tensor;
import attention.limits.Limits;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The queries, keys and values of a request, with those of the past in front.
///
/// @param query what `Q` is
/// @param key what `K` is
/// @param value what `V` is
/// @param inputs everything with an axis for heads, the past joined
/// @param pastLength how many keys of the past there are
record AttentionTensors(
    NamedTensor query, NamedTensor key, NamedTensor value, AttentionInputs inputs, int pastLength) {

  /// The axes of the scores, `(B, Hq, L, S)`.
  Shape scores() {
    Shape shape = inputs.query().shape();
    return new Shape(shape.batch(), shape.heads(), inputs.queryCount(), inputs.keyCount());
  }

  /// Reads the tensors of a request.
  ///
  /// @param faults takes what is missing or does not fit
  /// @return nothing if anything does not
  static @Nullable AttentionTensors of(Inference inference, Limits limits, Faults faults) {
    NamedTensor q = required(inference, "Q", faults);
    NamedTensor k = required(inference, "K", faults);
    NamedTensor v = required(inference, "V", faults);
    NamedTensor pastKey = inference.inputs().get("past_key");
    NamedTensor pastValue = inference.inputs().get("past_value");
    if ((pastKey == null) != (pastValue == null)) {
      faults.add("/inputs", "required", "past_key and past_value go together");
    }
    OptionalInt queryHeads = inference.parameters().integer("q_num_heads", 1, Integer.MAX_VALUE);
    OptionalInt keyHeads = inference.parameters().integer("kv_num_heads", 1, Integer.MAX_VALUE);
    if (q == null || k == null || v == null || !faults.isEmpty()) {
      return null;
    }
    if (q.rank() != k.rank() || k.rank() != v.rank()) {
      faults.add(k.pointer() + "/shape", "wrong-shape", "Q, K and V differ in how many axes");
      return null;
    }
    var layout = new Layout(limits, faults);
    Precision precision = precision(inference, q, k, v);
    Tensor query = layout.tensor(q, queryHeads, "q_num_heads", precision);
    Tensor key = layout.tensor(k, keyHeads, "kv_num_heads", precision);
    Tensor value = layout.tensor(v, keyHeads, "kv_num_heads", precision);
    if (query == null || key == null || value == null) {
      return null;
    }
    var past = new Past(layout, precision, faults);
    Tensor allKeys = past.before(pastKey, k, key);
    Tensor allValues = past.before(pastValue, v, value);
    if (allKeys == null || allValues == null) {
      return null;
    }
    requireFit(query.shape(), allKeys.shape(), allValues.shape(), q, k, v, faults);
    if (!faults.isEmpty()) {
      return null;
    }
    int pastLength = allKeys.shape().length() - key.shape().length();
    return new AttentionTensors(
        q, k, v, new AttentionInputs(query, allKeys, allValues), pastLength);
  }

  private static @Nullable NamedTensor required(Inference inference, String name, Faults faults) {
    NamedTensor input = inference.inputs().get(name);
    if (input == null) {
      faults.add("/inputs", "required", name + " is required");
    }
    return input;
  }

  /// The widest of the tensors' precisions, or what the softmax shall have.
  private static Precision precision(Inference inference, NamedTensor... tensors) {
    boolean doubled = SoftmaxPrecision.isDouble(inference.parameters());
    for (NamedTensor tensor : tensors) {
      doubled |= tensor.datatype().precision() == Precision.FLOAT64;
    }
    return doubled ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  private static void requireFit(
      Shape q, Shape k, Shape v, NamedTensor query, NamedTensor key, NamedTensor value, Faults f) {
    requireEqual(key, "batch", k.batch(), "Q", q.batch(), f);
    requireEqual(key, "head size", k.size(), "Q", q.size(), f);
    requireEqual(value, "batch", v.batch(), "K", k.batch(), f);
    requireEqual(value, "heads", v.heads(), "K", k.heads(), f);
    requireEqual(value, "length", v.length(), "K", k.length(), f);
    if (q.heads() % k.heads() != 0) {
      f.add(
          query.pointer() + "/shape",
          "wrong-shape",
          "has %d heads, which cannot share %d heads of K evenly".formatted(q.heads(), k.heads()));
    }
  }

  private static void requireEqual(
      NamedTensor tensor, String axis, int actual, String other, int expected, Faults faults) {
    if (actual != expected) {
      faults.add(
          tensor.pointer() + "/shape",
          "wrong-shape",
          "has %s %d, %s has %d".formatted(axis, actual, other, expected));
    }
  }

  /// Puts what was cached before what is new.
  private record Past(Layout layout, Precision precision, Faults faults) {

    /// Gives past and new rows; nothing if they do not fit.
    @Nullable Tensor before(@Nullable NamedTensor past, NamedTensor input, Tensor tensor) {
      if (past == null) {
        return tensor;
      }
      Shape shape = tensor.shape();
      int[] axes = past.shape();
      if (axes.length != 4
          || axes[0] != shape.batch()
          || axes[1] != shape.heads()
          || axes[3] != shape.size()) {
        faults.add(
            past.pointer() + "/shape",
            "wrong-shape",
            "must be (%d, %d, any, %d), to fit %s"
                .formatted(shape.batch(), shape.heads(), shape.size(), input.name()));
        return null;
      }
      if (past.datatype() != input.datatype()) {
        faults.add(
            past.pointer() + "/datatype",
            "wrong-type",
            "is %s, %s is %s".formatted(past.datatype(), input.name(), input.datatype()));
        return null;
      }
      if (past.isEmpty()) {
        return tensor;
      }
      Tensor cached = layout.tensor(past, OptionalInt.empty(), "", precision);
      return cached == null ? null : cached.followedBy(tensor);
    }
  }
}
