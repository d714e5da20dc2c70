package attention.core;

/// Which rows of queries and keys take part at all. What stands in the others never reaches weights
/// or context.
///
/// @param queries `(B, Hq, L)`, whether a query sees a key
/// @param keys `(B, Hkv, S)`, whether a key is seen by a query
record Visibility(boolean[] queries, boolean[] keys) {

  /// Asks for every query and key, as often as there are scores.
  static Visibility of(AttentionInputs inputs, AttentionOptions options) {
    Shape query = inputs.query().shape();
    Shape key = inputs.key().shape();
    boolean[] queries = new boolean[query.batch() * query.heads() * query.length()];
    boolean[] keys = new boolean[key.batch() * key.heads() * key.length()];
    for (int row = 0; row < queries.length; row++) {
      int i = row % query.length();
      int head = row / query.length() % query.heads();
      int batch = row / query.length() / query.heads();
      int first = (batch * key.heads() + inputs.keyHead(head)) * key.length();
      for (int j = 0; j < key.length(); j++) {
        if (!options.hides(batch, head, i, j)) {
          queries[row] = true;
          keys[first + j] = true;
        }
      }
    }
    return new Visibility(queries, keys);
  }
}
