package attention.reliability;

import java.io.IOException;

/// A request was sent, and not a byte came back.
final class Unanswered extends IOException {

  private static final long serialVersionUID = 1;

  Unanswered(String reason) {
    super("no answer: " + reason);
  }
}
