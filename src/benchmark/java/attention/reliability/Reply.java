package attention.reliability;

/// A complete answer, as far as anybody looks at it.
///
/// @param status its status
/// @param retryAfter whether it has a `Retry-After`
/// @param length bytes of its body
/// @param checksum CRC-32C of its body
record Reply(int status, boolean retryAfter, long length, long checksum) {

  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  boolean isOk() {
    return status == OK;
  }

  /// Whether the service said that it has too much to do, and when to come back.
  boolean isRefusal() {
    return (status == UNAVAILABLE || status == TOO_MANY_REQUESTS) && retryAfter;
  }
}
