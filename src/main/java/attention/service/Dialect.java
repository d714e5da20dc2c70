package attention.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A set of conventions: what an option means where a request does not say it.
public enum Dialect {
  /// The tutorial's: scores are plain dot products, a causal mask counts from the first word.
  @JsonProperty("tutorial")
  TUTORIAL
}
