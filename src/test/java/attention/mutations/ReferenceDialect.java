package attention.mutations;

import tools.jackson.databind.JsonNode;

/// What a request means that does not say it, as the contract's table of dialects has it.
///
/// @param scaled whether the scale is `1 / sqrt(E)` instead of 1
/// @param bottomRight whether the last query belongs to the last key
/// @param trueHides whether `true` in a dense mask hides
/// @param emptyRows what the weights of a query are that sees no key
record ReferenceDialect(boolean scaled, boolean bottomRight, boolean trueHides, String emptyRows) {

  static ReferenceDialect of(JsonNode options) {
    return switch (options.path("dialect").asString("tutorial")) {
      case "tutorial" -> new ReferenceDialect(false, false, false, "zero");
      case "pytorch-sdpa", "onnx-23", "onnx-24", "onnx-25" ->
          new ReferenceDialect(true, false, false, "zero");
      case "pytorch-mha" -> new ReferenceDialect(true, false, true, "nan");
      case "jax" -> new ReferenceDialect(true, false, false, "mean");
      case "flash-attention" -> new ReferenceDialect(true, true, false, "zero");
      default -> throw new AssertionError("no such dialect: " + options);
    };
  }
}
