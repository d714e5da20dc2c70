package attention.limits;

/// A client sends its body, or reads its answer, more slowly than is waited for.
public final class SlowClient extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Names the rate.
  ///
  /// @param what what passes too slowly
  /// @param setting the setting that says how slow it may be
  SlowClient(String what, String setting) {
    super("The %s passed too slowly (setting attention.limits.%s).".formatted(what, setting));
  }
}
