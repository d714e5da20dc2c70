package attention.service;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The options of a request, by name.
public enum OptionName {
  /// [Options#dialect].
  @JsonProperty("dialect")
  DIALECT,
  /// [Options#scale].
  @JsonProperty("scale")
  SCALE,
  /// [Options#temperature].
  @JsonProperty("temperature")
  TEMPERATURE,
  /// [Options#softcap].
  @JsonProperty("softcap")
  SOFTCAP,
  /// [Options#bias].
  @JsonProperty("bias")
  BIAS,
  /// [Options#causal].
  @JsonProperty("causal")
  CAUSAL,
  /// [Options#mask].
  @JsonProperty("mask")
  MASK,
  /// [Options#sinks].
  @JsonProperty("sinks")
  SINKS,
  /// [Options#precision].
  @JsonProperty("precision")
  PRECISION,
  /// [Options#rope].
  @JsonProperty("rope")
  ROPE,
  /// [Options#emptyRows].
  @JsonProperty("emptyRows")
  EMPTY_ROWS
}
