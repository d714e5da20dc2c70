package attention.format;

import attention.core.Faults;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;

/// Reads documents of JSON's data model and takes nothing on trust, whatever bytes stand for them:
/// no member twice, no unknown member, no value of another kind, nothing behind the document.
final class StrictDocument {

  // Longer than any word or option; longer text is refused while it is read.
  private static final int MAX_STRING_LENGTH = 65_536;
  private static final int MAX_NAME_LENGTH = 1_024;

  private final ObjectMapper mapper;

  /// Makes a reader.
  ///
  /// @param builder of a mapper whose parsers keep within [#constraints] and find members that
  ///   stand twice
  /// @param modules how to read the types that Jackson does not know
  StrictDocument(MapperBuilder<?, ?> builder, List<JacksonModule> modules) {
    mapper =
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // checked below, as malformed
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .addModule(new StrictScalars())
            .addModules(modules)
            .addHandler(new FaultCollector())
            .build();
  }

  /// What no document may exceed.
  ///
  /// @param maxNesting how deep lists and objects may nest
  /// @param maxNumberLength how many characters a number may have
  static StreamReadConstraints constraints(int maxNesting, int maxNumberLength) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(maxNesting)
        .maxNumberLength(maxNumberLength)
        .maxStringLength(MAX_STRING_LENGTH)
        .maxNameLength(MAX_NAME_LENGTH)
        .build();
  }

  /// Makes parsers.
  ObjectMapper mapper() {
    return mapper;
  }

  /// Reads one document.
  ///
  /// @param parser stands before it
  /// @param type what it should be
  /// @param beside the members that the type does not have; takes what was read of them
  /// @param faults takes everything that is a document but not what was asked for
  /// @return what was read, with nothing at places that have a fault; nothing if that is the whole
  /// @throws UnreadableJson if it is no document
  <T> @Nullable T read(JsonParser parser, Class<T> type, Beside beside, Faults faults) {
    try {
      return readAll(parser, type, beside, faults);
    } catch (StreamConstraintsException tooMuch) {
      String limit = limit(tooMuch, parser.streamReadConstraints());
      faults.add(new Place("", parser).pointer(), "too-long", limit);
      return null;
    } catch (StreamReadException malformed) {
      throw unreadable(malformed, parser);
    } catch (DatabindException mismatch) {
      faults.add(pointer(mismatch), "wrong-value", "is not what is expected here");
      requireEnd(parser);
      return null;
    }
  }

  /// Reads on to the end: what is malformed later is no document, whatever is wrong before.
  private static void requireEnd(JsonParser parser) {
    try {
      while (!parser.streamReadContext().inRoot()) {
        parser.nextToken();
      }
      requireNothing(parser);
    } catch (StreamConstraintsException _) {
      // One fault is told already, and behind this nobody reads on.
    } catch (StreamReadException malformed) {
      throw unreadable(malformed, parser);
    }
  }

  private static void requireNothing(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw new UnreadableJson("", "malformed", "Something follows the document.");
    }
  }

  private <T> @Nullable T readAll(JsonParser parser, Class<T> type, Beside beside, Faults faults) {
    if (parser.nextToken() == null) {
      throw new UnreadableJson("", "malformed", "The body is empty.");
    }
    T value = null;
    if (parser.currentToken().isStructStart()) {
      ObjectReader reader = mapper.reader().withAttribute(Faults.class, faults);
      value = reader.forType(type).readValue(beside.without(parser, reader));
    } else {
      faults.add("", "wrong-type", "the body is no object");
    }
    requireNothing(parser);
    return value;
  }

  private static String limit(StreamConstraintsException tooMuch, StreamReadConstraints limits) {
    String message = tooMuch.getOriginalMessage();
    if (message.contains("nesting depth")) {
      return "nests deeper than %d levels".formatted(limits.getMaxNestingDepth());
    }
    if (message.startsWith("Number")) {
      return "has more than %d characters, too many for a number"
          .formatted(limits.getMaxNumberLength());
    }
    return message.startsWith("String")
        ? "has more than %d characters".formatted(MAX_STRING_LENGTH)
        : "has a name of more than %d characters".formatted(MAX_NAME_LENGTH);
  }

  private static UnreadableJson unreadable(StreamReadException malformed, JsonParser parser) {
    String message = malformed.getOriginalMessage();
    boolean duplicate = message.startsWith("Duplicate");
    var location = malformed.getLocation();
    String where =
        location.getLineNr() < 0
            ? "Byte %d".formatted(location.getByteOffset())
            : "Line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    return new UnreadableJson(
        new Place("", parser).pointer(),
        duplicate ? "duplicate-member" : "malformed",
        where + ": " + withoutAdvice(message));
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
