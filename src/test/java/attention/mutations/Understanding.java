package attention.mutations;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What a plain reader makes of a body.
///
/// @param value nothing unless it is readable
record Understanding(Kind kind, JsonNode value) {

  /// What a body is.
  enum Kind {
    /// One JSON document, in which no member stands twice.
    READABLE,
    /// No such thing.
    MALFORMED,
    /// Deeper, or with a longer number, than the limits allow, and JSON up to there.
    OVER_A_LIMIT
  }

  // The defaults of the limits, and how long a text may be.
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxNumberLength(1_000)
          .maxStringLength(65_536)
          .build();

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(LIMITS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static Understanding of(byte[] body) {
    try {
      return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException _) {
      return new Understanding(Kind.MALFORMED, MissingNode.getInstance());
    }
  }

  private static Understanding of(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return new Understanding(value.isMissingNode() ? Kind.MALFORMED : Kind.READABLE, value);
    } catch (StreamConstraintsException _) {
      return new Understanding(Kind.OVER_A_LIMIT, MissingNode.getInstance());
    } catch (JacksonException _) {
      return new Understanding(Kind.MALFORMED, MissingNode.getInstance());
    }
  }
}
