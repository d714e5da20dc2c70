package attention.service;

import attention.core.EmptyRows;
import attention.service.MaskOption.Align;
import com.fasterxml.jackson.annotation.JsonProperty;

/// A set of conventions: what an option means where a request does not say it.
public enum Dialect {
  /// The tutorial's: scores are plain dot products.
  @JsonProperty("tutorial")
  TUTORIAL(false, Align.TOP_LEFT, false, EmptyRows.ZERO),
  /// PyTorch's `scaled_dot_product_attention`.
  @JsonProperty("pytorch-sdpa")
  PYTORCH_SDPA(true, Align.TOP_LEFT, false, EmptyRows.ZERO),
  /// PyTorch's `nn.MultiheadAttention`, in whose masks `true` hides.
  @JsonProperty("pytorch-mha")
  PYTORCH_MHA(true, Align.TOP_LEFT, true, EmptyRows.NAN),
  /// ONNX `Attention`, opset 23.
  @JsonProperty("onnx-23")
  ONNX_23(true, Align.TOP_LEFT, false, EmptyRows.ZERO),
  /// ONNX `Attention`, opset 24.
  @JsonProperty("onnx-24")
  ONNX_24(true, Align.TOP_LEFT, false, EmptyRows.ZERO),
  /// ONNX `Attention`, opset 25.
  @JsonProperty("onnx-25")
  ONNX_25(true, Align.TOP_LEFT, false, EmptyRows.ZERO),
  /// JAX's `jax.nn.dot_product_attention`, which hides by a large finite number.
  @JsonProperty("jax")
  JAX(true, Align.TOP_LEFT, false, EmptyRows.MEAN),
  /// FlashAttention since 2.1: the last query belongs to the last key.
  @JsonProperty("flash-attention")
  FLASH_ATTENTION(true, Align.BOTTOM_RIGHT, false, EmptyRows.ZERO);

  private final boolean scaled;
  private final Align align;
  private final boolean trueHides;
  private final EmptyRows emptyRows;

  Dialect(boolean scaled, Align align, boolean trueHides, EmptyRows emptyRows) {
    this.scaled = scaled;
    this.align = align;
    this.trueHides = trueHides;
    this.emptyRows = emptyRows;
  }

  /// What products are multiplied by: 1, or `1 / sqrt(E)`.
  Scale scale() {
    return new Scale(scaled ? null : 1.0);
  }

  /// Where the first query stands among the keys.
  Align align() {
    return align;
  }

  /// Whether `true` in a dense mask hides the key instead of letting it take part.
  boolean trueHides() {
    return trueHides;
  }

  /// What the weights of a query are that sees no key.
  EmptyRows emptyRows() {
    return emptyRows;
  }
}
