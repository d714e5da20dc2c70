package attention.core;

/// Queries, keys and values that fit each other.
///
/// @param query `(B, Hq, L, E)`
/// @param key `(B, Hkv, S, E)`; each of its heads serves `Hq / Hkv` query heads (grouped-query
///   attention, [Ainslie et al., 2023](https://arxiv.org/abs/2305.13245))
/// @param value `(B, Hkv, S, Ev)`
public record AttentionInputs(Tensor query, Tensor key, Tensor value) {

  /// Checks the axes against each other.
  ///
  /// @throws InvalidInput if they do not fit; the fault names the tensor, the axis and both lengths
  public AttentionInputs {
    Shape q = query.shape();
    Shape k = key.shape();
    Shape v = value.shape();
    if (query.numbers().precision() != key.numbers().precision()
        || key.numbers().precision() != value.numbers().precision()) {
      throw new IllegalArgumentException("queries, keys and values of different precisions");
    }
    requireEqual("key", "batch", k.batch(), q.batch());
    requireEqual("key", "head size", k.size(), q.size());
    requireEqual("value", "batch", v.batch(), k.batch());
    requireEqual("value", "heads", v.heads(), k.heads());
    requireEqual("value", "length", v.length(), k.length());
    if (q.heads() % k.heads() != 0) {
      throw InvalidInput.at(
          "/query",
          "wrong-shape",
          "%d query heads cannot share %d key heads evenly".formatted(q.heads(), k.heads()));
    }
  }

  private static void requireEqual(String name, String axis, int actual, int expected) {
    if (actual != expected) {
      throw InvalidInput.at(
          "/" + name, "wrong-shape", "has %s %d, expected %d".formatted(axis, actual, expected));
    }
  }

  /// Which precision they have, and the computation with them.
  public Precision precision() {
    return query.numbers().precision();
  }

  /// How many queries each head has, `L`.
  public int queryCount() {
    return query.shape().length();
  }

  /// How many keys each head has, `S`.
  public int keyCount() {
    return key.shape().length();
  }

  /// Leaves their memory to others. Nobody may read them any more.
  public void giveBack() {
    // Each array once: in self-attention all three are one.
    Numbers queries = query.numbers();
    Numbers keys = key.numbers();
    Numbers values = value.numbers();
    queries.giveBack();
    if (!keys.equals(queries)) {
      keys.giveBack();
    }
    if (!values.equals(keys) && !values.equals(queries)) {
      values.giveBack();
    }
  }

  /// Gives one query of a query head, `(E)`.
  public Numbers queryRow(int queryHead, int position) {
    return query.row(0, queryHead, position);
  }

  /// Gives one of the keys that a query head looks at, `(E)`.
  public Numbers keyRow(int queryHead, int position) {
    return key.row(0, keyHead(queryHead), position);
  }

  /// Gives the values that a query head takes from, `(S, Ev)`.
  public Matrix values(int queryHead) {
    return value.head(0, keyHead(queryHead));
  }

  /// Which key head serves a query head.
  int keyHead(int queryHead) {
    return queryHead / (query.shape().heads() / key.shape().heads());
  }
}
