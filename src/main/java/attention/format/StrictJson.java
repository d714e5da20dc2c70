package attention.format;

import attention.core.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads a JSON document ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)) in UTF-8 and takes
/// nothing on trust: no other encoding, no member twice, no unknown member, no value of another
/// kind, nothing behind the document.
public final class StrictJson {

  // Longer than any word or option; longer text is refused while it is read.
  private static final int MAX_STRING_LENGTH = 65_536;
  private static final int MAX_NAME_LENGTH = 1_024;

  private final JsonMapper mapper;
  private final StreamReadConstraints constraints;

  /// Makes a reader.
  ///
  /// @param maxNesting how deep lists and objects may nest
  /// @param maxNumberLength how many characters a number may have
  /// @param modules how to read the types that Jackson does not know
  public StrictJson(int maxNesting, int maxNumberLength, List<JacksonModule> modules) {
    constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(maxNesting)
            .maxNumberLength(maxNumberLength)
            .maxStringLength(MAX_STRING_LENGTH)
            .maxNameLength(MAX_NAME_LENGTH)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // checked below, as malformed
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .addModule(new StrictScalars())
            .addModules(modules)
            .addHandler(new FaultCollector())
            .build();
  }

  /// Reads one document.
  ///
  /// @param body its bytes
  /// @param type what it should be
  /// @param faults takes everything that is JSON but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the bytes are no JSON document
  /// @throws IOException if the bytes cannot be had
  public <T> @Nullable T read(InputStream body, Class<T> type, Faults faults) throws IOException {
    return read(body, type, new Beside(Map.of()), faults);
  }

  /// Reads one document that has more members than its type.
  ///
  /// @param body its bytes
  /// @param type what it should be
  /// @param beside the other members; takes what was read of them
  /// @param faults takes everything that is JSON but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the bytes are no JSON document
  /// @throws IOException if the bytes cannot be had
  public <T> @Nullable T read(InputStream body, Class<T> type, Beside beside, Faults faults)
      throws IOException {
    var decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is no UTF-8
    return read(new InputStreamReader(body, decoder), type, beside, faults);
  }

  /// Reads one document.
  ///
  /// @param text its characters
  /// @param type what it should be
  /// @param faults takes everything that is JSON but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if the characters are no JSON document
  /// @throws IOException if the characters cannot be had
  public <T> @Nullable T read(Reader text, Class<T> type, Faults faults) throws IOException {
    return read(text, type, new Beside(Map.of()), faults);
  }

  private <T> @Nullable T read(Reader text, Class<T> type, Beside beside, Faults faults)
      throws IOException {
    try (JsonParser parser = mapper.createParser(text)) {
      try {
        return read(parser, type, beside, faults);
      } catch (StreamConstraintsException tooMuch) {
        faults.add(new Place("", parser).pointer(), "too-long", limit(tooMuch));
        return null;
      } catch (StreamReadException malformed) {
        throw unreadable(malformed, parser);
      } catch (DatabindException mismatch) {
        faults.add(pointer(mismatch), "wrong-value", "is not what is expected here");
        return null;
      }
    } catch (JacksonIOException wrapped) {
      if (wrapped.getCause() instanceof CharacterCodingException) {
        throw new UnreadableJson("", "not-utf-8", "The body is not UTF-8.");
      }
      throw wrapped.getCause();
    }
  }

  private <T> @Nullable T read(JsonParser parser, Class<T> type, Beside beside, Faults faults) {
    if (parser.nextToken() == null) {
      throw new UnreadableJson("", "malformed", "The body is empty.");
    }
    T value = null;
    if (parser.currentToken().isStructStart()) {
      ObjectReader reader = mapper.reader().withAttribute(Faults.class, faults);
      value = reader.forType(type).readValue(beside.without(parser, reader));
    } else {
      faults.add("", "wrong-type", "is no object");
    }
    if (parser.nextToken() != null) {
      throw new UnreadableJson("", "malformed", "Something follows the JSON document.");
    }
    return value;
  }

  private String limit(StreamConstraintsException tooMuch) {
    String message = tooMuch.getOriginalMessage();
    if (message.contains("nesting depth")) {
      return "nests deeper than %d levels".formatted(constraints.getMaxNestingDepth());
    }
    if (message.startsWith("Number")) {
      return "has more than %d characters, too many for a number"
          .formatted(constraints.getMaxNumberLength());
    }
    return message.startsWith("String")
        ? "has more than %d characters".formatted(MAX_STRING_LENGTH)
        : "has a name of more than %d characters".formatted(MAX_NAME_LENGTH);
  }

  private static UnreadableJson unreadable(StreamReadException malformed, JsonParser parser) {
    String message = malformed.getOriginalMessage();
    boolean duplicate = message.startsWith("Duplicate");
    var location = malformed.getLocation();
    String detail =
        "Line %d, column %d: %s"
            .formatted(location.getLineNr(), location.getColumnNr(), withoutAdvice(message));
    return new UnreadableJson(
        new Place("", parser).pointer(), duplicate ? "duplicate-member" : "malformed", detail);
  }

  /// Cuts off what a message says about settings and classes of the parser.
  private static String withoutAdvice(String message) {
    return message.replaceAll("(?s) \\((start marker|for .* starting at).*|: enable `.*|\n.*", "")
        + ".";
  }

  private static String pointer(JacksonException mismatch) {
    var pointer = new StringBuilder();
    for (JacksonException.Reference step : mismatch.getPath()) {
      String name = step.getPropertyName();
      pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : name);
    }
    return pointer.toString();
  }
}
