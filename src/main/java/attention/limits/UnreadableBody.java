package attention.limits;

import java.io.IOException;

/// The bytes of a body cannot be had: they end too early, or are not compressed as they say.
public final class UnreadableBody extends IOException {

  private static final long serialVersionUID = 1;

  UnreadableBody(IOException cause) {
    super("The body could not be read to its end.", cause);
  }
}
