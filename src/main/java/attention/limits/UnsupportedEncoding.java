package attention.limits;

/// A body is compressed in a way that is not read here.
public final class UnsupportedEncoding extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnsupportedEncoding() {
    super("Send the body as it is, or compressed once by gzip.");
  }
}
