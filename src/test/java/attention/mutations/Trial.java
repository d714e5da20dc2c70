package attention.mutations;

/// A request, and what is known about it.
///
/// @param endpoint what it asks
/// @param asIntended whether path, method and headers are as they should be, so that all that may
///   be wrong stands in the body
/// @param body what the body says, before it is compressed or becomes CBOR
record Trial(Endpoint endpoint, Request request, boolean asIntended, byte[] body) {

  /// What is asked of the service.
  enum Endpoint {
    /// Attention for all queries, as JSON or CBOR.
    WHOLE,
    /// One stage of it.
    STAGE,
    /// One query.
    ROW,
    /// A line for each query.
    ROWS,
    /// Attention for people: text, tables, pictures, a program.
    SHOWN,
    /// A request a line.
    LINES,
    /// What another program made of a request.
    COMPARE,
    /// What would be otherwise.
    WHAT_IF,
    /// Parts to put together.
    MERGE,
    /// The operator Attention of the Open Inference Protocol.
    TENSORS,
    /// Its other models.
    OTHER_TENSORS,
    /// Anything that is only read.
    RESOURCE;

    /// Whether errors have the body that the Open Inference Protocol prescribes.
    boolean isInference() {
      return this == TENSORS || this == OTHER_TENSORS;
    }
  }

  /// A trial of JSON as it should be sent.
  static Trial ofJson(Endpoint endpoint, String target, byte[] body) {
    return of(endpoint, target, "application/json", body);
  }

  /// A trial of a body as it should be sent.
  static Trial of(Endpoint endpoint, String target, String type, byte[] body) {
    var request = new Request("POST", target, Seeds.HEADERS, body, false);
    return new Trial(endpoint, request.with("Content-Type", type), true, body);
  }

  /// The same with one more header that is as it should be.
  Trial with(String name, String value) {
    return new Trial(endpoint, request.with(name, value), asIntended, body);
  }

  /// The same, sent otherwise.
  Trial sent(Request other, boolean stillAsIntended) {
    return new Trial(endpoint, other, stillAsIntended, body);
  }

  /// Whether the body should be JSON.
  boolean isJson() {
    return request.header("Content-Type").equals("application/json")
        && endpoint != Endpoint.RESOURCE;
  }

  /// Whether the body should be CBOR.
  boolean isCbor() {
    return request.header("Content-Type").equals("application/cbor");
  }
}
