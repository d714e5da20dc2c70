package attention.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What is done where the vocabulary lacks a word of the sentence.
public enum UnknownWords {
  /// The request is refused.
  @JsonProperty("refuse")
  REFUSE,
  /// The word is left out, and the answer says so.
  @JsonProperty("skip")
  SKIP
}
