package attention.inference;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The inputs and attributes of one call of the ONNX operator `Attention`, as plain data.
///
/// Query, key and value have four axes, or three with the heads side by side in the last one; the
/// past always has four.
///
/// @param query `(B, Hq, L, E)` or `(B, L, Hq * E)`
/// @param key `(B, Hkv, S, E)` or `(B, S, Hkv * E)`; beside a past only the `S - P` keys after it
/// @param value `(B, Hkv, S, Ev)` or `(B, S, Hkv * Ev)`; likewise
/// @param mask `attn_mask`: 1 to 4 axes, aligned to the right with `(B, Hq, L, S)`; BOOL tells who
///   is seen, anything else is added to the scores, where `-Infinity` hides
/// @param pastKey `(B, Hkv, P, E)`
/// @param pastValue `(B, Hkv, P, Ev)`
/// @param validLengths `nonpad_kv_seqlen`, `(B)`: how many keys of each batch entry count
/// @param attributes by the operator's names, each an Integer or a Double; absent means the default
/// @see <a href="https://onnx.ai/onnx/operators/onnx__Attention.html">ONNX, Attention 25</a>
record OnnxProblem(
    Array query,
    Array key,
    Array value,
    @Nullable Array mask,
    @Nullable Array pastKey,
    @Nullable Array pastValue,
    long @Nullable [] validLengths,
    Map<String, Object> attributes) {

  int batchSize() {
    return query.shape[0];
  }

  int queryHeads() {
    return query.shape.length == 4 ? query.shape[1] : integer("q_num_heads", 1);
  }

  int keyHeads() {
    return key.shape.length == 4 ? key.shape[1] : integer("kv_num_heads", 1);
  }

  int queryCount() {
    return query.vectors();
  }

  int pastCount() {
    return pastKey == null ? 0 : pastKey.vectors();
  }

  int keyCount() {
    return pastCount() + key.vectors();
  }

  int headSize() {
    return query.size(queryHeads());
  }

  int valueSize() {
    return value.size(keyHeads());
  }

  int integer(String attribute, int absent) {
    return attributes.get(attribute) instanceof Number number ? number.intValue() : absent;
  }

  double number(String attribute, double absent) {
    return attributes.get(attribute) instanceof Number number ? number.doubleValue() : absent;
  }

  /// Numbers of one datatype in row-major order.
  ///
  /// @param datatype FP64, FP32, FP16, BF16 or BOOL
  /// @param values one for each place of the shape; inputs are exact in their datatype, and 0 or 1
  ///   where it is BOOL
  record Array(String datatype, int[] shape, double[] values) {

    /// How many vectors each head has.
    int vectors() {
      return shape[shape.length - 2];
    }

    /// How long a vector of one head is.
    int size(int heads) {
      int last = shape[shape.length - 1];
      return shape.length == 4 ? last : last / heads;
    }

    /// Where element `e` of vector `n` of head `h` stands.
    int index(int heads, int b, int h, int n, int e) {
      int size = size(heads);
      return shape.length == 4
          ? ((b * heads + h) * vectors() + n) * size + e
          : ((b * vectors() + n) * heads + h) * size + e;
    }

    double at(int heads, int b, int h, int n, int e) {
      return values[index(heads, b, h, n, e)];
    }
  }
}
