package attention.core;

/// What can be seen of the pipeline, in the order in which it comes about.
public enum Stage {
  /// `factor * dot(query, key)`, `(B, Hq, L, S)`.
  SCORES,
  /// The scores after the softcap, `(B, Hq, L, S)`.
  CAPPED,
  /// The capped scores plus bias, `-Infinity` where the mask hides a key: `(B, Hq, L, S)`.
  LOGITS,
  /// The softmax of the logits, `(B, Hq, L, S)`.
  WEIGHTS,
  /// The logarithm of each softmax denominator in nats, `(B, Hq, L, 1)`.
  LSE,
  /// The weighted average of the values, `(B, Hq, L, Ev)`.
  CONTEXT
}
