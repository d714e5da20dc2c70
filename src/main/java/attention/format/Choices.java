package attention.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.TokenBuffer;

/// Reads sealed types that are told apart by their member `type`, wherever it stands in the object,
/// so that faults inside have the pointers of the document.
public final class Choices extends SimpleModule {

  private static final long serialVersionUID = 1;

  private static final String TYPE = "type";

  /// Makes the module.
  ///
  /// @param choices sealed interfaces with Jackson's annotations for subtypes
  public Choices(Class<?>... choices) {
    super("choices");
    for (Class<?> choice : choices) {
      add(choice);
    }
  }

  private <T> void add(Class<T> choice) {
    addDeserializer(choice, new TypeFirst<>());
  }

  /// Puts the type in front where it is not, and leaves the rest to Jackson.
  private static final class TypeFirst<T> extends ValueDeserializer<T> {

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      throw new UnsupportedOperationException("a choice is always read with its type");
    }

    @Override
    public @Nullable Object deserializeWithType(
        JsonParser parser, DeserializationContext context, TypeDeserializer types) {
      if (!parser.hasToken(JsonToken.START_OBJECT)) {
        FaultCollector.wrongType(context, parser, "an object");
        return null;
      }
      Place around = Place.of(context);
      String pointer = around.pointer();
      parser.nextToken();
      if (TYPE.equals(parser.currentName())) {
        return types.deserializeTypedFromObject(parser, context);
      }
      try (TokenBuffer copy = typeFirst(parser);
          JsonParser inner = copy.asParser(context)) {
        inner.nextToken();
        context.setAttribute(Place.class, new Place(pointer, inner));
        return types.deserializeTypedFromObject(inner, context);
      } finally {
        context.setAttribute(Place.class, around);
      }
    }

    /// Copies an object from its first member on.
    private static TokenBuffer typeFirst(JsonParser parser) {
      var copy = TokenBuffer.forGeneration();
      var others = TokenBuffer.forGeneration();
      copy.writeStartObject();
      while (!parser.hasToken(JsonToken.END_OBJECT)) {
        String name = Objects.requireNonNull(parser.currentName());
        parser.nextToken();
        TokenBuffer target = name.equals(TYPE) ? copy : others;
        target.writeName(name);
        target.copyCurrentStructure(parser);
        parser.nextToken();
      }
      copy.append(others);
      copy.writeEndObject();
      return copy;
    }
  }
}
