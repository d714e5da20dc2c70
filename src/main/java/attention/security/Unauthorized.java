package attention.security;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// A request has no key, or a wrong one ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750)).
final class Unauthorized extends ResponseStatusException {

  private static final long serialVersionUID = 1;

  private final String challenge;

  private Unauthorized(String reason, String challenge) {
    super(HttpStatus.UNAUTHORIZED, reason);
    this.challenge = challenge;
  }

  static Unauthorized withoutKey() {
    return new Unauthorized(
        "This service needs an API key. Send it as Authorization: Bearer KEY, or as X-API-Key:"
            + " KEY.",
        "Bearer realm=\"attention\"");
  }

  static Unauthorized withWrongKey() {
    return new Unauthorized(
        "The API key is not, or no longer, one of those that this service knows.",
        "Bearer realm=\"attention\", error=\"invalid_token\"");
  }

  @Override
  public HttpHeaders getHeaders() {
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
    return headers;
  }
}
