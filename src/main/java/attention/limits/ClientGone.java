package attention.limits;

/// A client has closed its connection, or its own side of it, while its answer was computed.
public final class ClientGone extends RuntimeException {

  private static final long serialVersionUID = 1;

  ClientGone() {
    super("The client closed its side of the connection before the answer was ready.");
  }
}
