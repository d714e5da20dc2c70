package attention.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The catalogue of what can go wrong. The URI of a type never changes, and shows a page that
/// explains it.
public enum ProblemType {
  /// The bytes are not one document, of JSON or of CBOR.
  MALFORMED_JSON(
      400,
      "The body cannot be read",
      "The body could not be read as one JSON document in UTF-8, or, where it says that it is CBOR,"
          + " as one data item of that. The detail says at which line and column, or byte, reading"
          + " ended, and why. A member that stands twice in the same object counts"
          + " as malformed, too, because readers disagree about what that means."),
  /// The request breaks a rule of HTTP.
  MALFORMED_REQUEST(
      400,
      "The request is not HTTP as expected",
      "The request breaks a rule of HTTP: its head or its framing cannot be understood, its body"
          + " ends too early, or its path has parts that are not used here."),
  /// There is no key, or a wrong one.
  UNAUTHORIZED(
      401,
      "An API key is needed",
      "This service answers those who have a key: send it as Authorization: Bearer KEY, or as"
          + " X-API-Key: KEY. Those who run the service give keys out."),
  /// A page of an origin that is not listed asks for more than anyone gets.
  FORBIDDEN(
      403,
      "Not from this origin",
      "A browser asked whether a page of another origin may use this service in this way. Those who"
          + " run the service list such origins in attention.security.cors-origins."),
  /// Nothing lives at this path.
  NOT_FOUND(
      404,
      "There is nothing here",
      "No resource lives at this path. The paths of the service are listed at /swagger-ui.html."),
  /// The query named in the path is no word of the request.
  UNKNOWN_QUERY(
      404,
      "No such query",
      "The path names a query, by its word or by its position from 0. The request has no such word"
          + " and no such position."),
  /// The path is right, the method is not.
  METHOD_NOT_ALLOWED(
      405,
      "The method is not offered here",
      "The resource exists, but not for this method. The Allow header lists the methods it has."),
  /// None of the accepted formats is offered.
  NOT_ACCEPTABLE(
      406,
      "No such format",
      "The Accept header, or the parameter format, asks for formats that this resource does not"
          + " have. The detail lists those it has."),
  /// The body came too slowly.
  REQUEST_TIMEOUT(
      408,
      "The request took too long to arrive",
      "The body, or the next part of it, did not arrive in time: nothing came for a while, or fewer"
          + " bytes a second than attention.limits.min-send-rate asks for. The connection is"
          + " closed."),
  /// The word named in the path stands several times.
  AMBIGUOUS_QUERY(
      409,
      "The query is ambiguous",
      "The word named in the path stands several times in the request. Name one of its positions"
          + " instead; the detail lists them."),
  /// The body or the answer is over a limit.
  TOO_LARGE(
      413,
      "Too large",
      "The body of the request, or the answer it asks for, is over a limit of this service. The"
          + " detail names the limit and the setting that raises it. A large answer can be had by"
          + " rows: send Accept: application/x-ndjson, or include fewer stages."),
  /// The target is too long.
  URI_TOO_LONG(414, "The URI is too long", "The request line is longer than this service reads."),
  /// The body is of a kind that is not read here.
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body is of an unknown kind",
      "The Content-Type or Content-Encoding of the body is not read here. Send application/json in"
          + " UTF-8, plain or compressed by gzip."),
  /// The Expect header asks for something unknown.
  EXPECTATION_FAILED(
      417, "The expectation is unknown", "The only expectation understood is 100-continue."),
  /// JSON, but not what is asked for.
  INVALID_REQUEST(
      422,
      "The request has values the service cannot use",
      "The body is JSON, but not a request that can be answered. Each fault stands in errors with a"
          + " JSON pointer to its place, a code for programs and a detail for people. All faults"
          + " are named at once, at most 20; errorsOmitted counts the others."),
  /// The headers are too large.
  HEADERS_TOO_LARGE(
      431,
      "The headers are too large",
      "There are more headers, or longer ones, than are read here."),
  /// The service failed.
  INTERNAL(
      500,
      "The service failed",
      "This should not have happened: please report it, with the requestId."),
  /// The server cannot do that.
  NOT_IMPLEMENTED(501, "Not implemented", "The request needs something that this server lacks."),
  /// Too much to do right now.
  UNAVAILABLE(
      503,
      "The service is busy",
      "There is more to do than fits right now. The Retry-After header says when to try again."),
  /// The deadline of the request has passed.
  DEADLINE_PASSED(
      503,
      "The answer was not ready in time",
      "The work of a request is ended when its deadline has passed: the setting"
          + " attention.limits.deadline, or less where the header X-Request-Timeout asks for it."),
  /// An unknown version of HTTP.
  HTTP_VERSION(505, "Unknown HTTP version", "Speak HTTP/1.1.");

  private final int status;
  private final String title;
  private final String explanation;

  ProblemType(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  /// Gives the type with a name as it stands in a URI.
  static Optional<ProblemType> withSlug(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
  }

  /// Gives the general type of an HTTP status.
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 400 -> MALFORMED_REQUEST;
      case 404 -> NOT_FOUND;
      case 422 -> INVALID_REQUEST;
      default ->
          Arrays.stream(values())
              .filter(type -> type.status == status)
              .findFirst()
              .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL);
    };
  }

  /// The name in the URI, for example `unknown-query`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The URI that identifies the type, relative to the service.
  public String uri() {
    return "/problems/" + slug();
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// What went wrong, in a few words.
  public String title() {
    return title;
  }

  /// What it means and what to do, for the page of the type.
  public String explanation() {
    return explanation;
  }
}
