package attention.security;

/// Keys are asked for, but those that are set cannot be used. The message never holds a key.
final class UnusableKeys extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableKeys(String message) {
    super(message);
  }
}
