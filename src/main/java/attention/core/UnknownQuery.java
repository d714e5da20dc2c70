package attention.core;

/// A caller named a query that the request does not have.
public final class UnknownQuery extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnknownQuery(String query, int count) {
    super(
        "\"%s\" is no word of this request, and no position from 0 to %d"
            .formatted(query, count - 1));
  }
}
