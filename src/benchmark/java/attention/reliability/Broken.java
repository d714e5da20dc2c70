package attention.reliability;

import java.io.IOException;

/// An answer ended too early.
final class Broken extends IOException {

  private static final long serialVersionUID = 1;

  /// @param received how many bytes had come
  Broken(long received, String reason) {
    super("an answer broke off after %,d bytes: %s".formatted(received, reason));
  }
}
