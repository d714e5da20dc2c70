package attention.format;

import attention.core.Fault;

/// Bytes that are not one document, of JSON or of CBOR.
public final class UnreadableJson extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Fault fault;

  /// Says where reading ended.
  ///
  /// @param pointer the innermost place that was reached
  /// @param code `malformed`, `duplicate-member` or `not-utf-8`
  /// @param detail what was found, with line and column or byte
  UnreadableJson(String pointer, String code, String detail) {
    super(detail);
    this.fault = new Fault(pointer, code, detail);
  }

  /// Where and why reading ended.
  public Fault fault() {
    return fault;
  }
}
