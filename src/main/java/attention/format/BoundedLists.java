package attention.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/// Reads lists of one type up to a number of elements. What is beyond becomes a fault and takes no
/// memory.
public final class BoundedLists extends SimpleModule {

  private static final long serialVersionUID = 1;

  /// Makes the module.
  ///
  /// @param elementType the lists that are bounded
  /// @param most how many elements they may have
  public BoundedLists(Class<?> elementType, int most) {
    super("bounded-lists");
    setDeserializerModifier(new Modifier(elementType, most));
  }

  private static final class Modifier extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;

    private final Class<?> elementType;
    private final int most;

    Modifier(Class<?> elementType, int most) {
      this.elementType = elementType;
      this.most = most;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> usual) {
      return type.getContentType().hasRawClass(elementType)
          ? new Bounded(elementType, most)
          : usual;
    }
  }

  private static final class Bounded extends ValueDeserializer<List<?>> {

    private final Class<?> elementType;
    private final int most;

    Bounded(Class<?> elementType, int most) {
      this.elementType = elementType;
      this.most = most;
    }

    @Override
    public @Nullable List<?> deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.isExpectedStartArrayToken()) {
        FaultCollector.wrongType(context, parser, "a list");
        return null;
      }
      var elements = new ArrayList<@Nullable Object>();
      boolean complete = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() < most) {
          elements.add(element(parser, context));
        } else {
          if (complete) {
            FaultCollector.faults(context)
                .add(
                    FaultCollector.pointer(context),
                    "too-many",
                    "is one too many, at most %d are allowed".formatted(most));
          }
          complete = false;
          parser.skipChildren();
        }
      }
      return elements;
    }

    private @Nullable Object element(JsonParser parser, DeserializationContext context) {
      return parser.hasToken(JsonToken.VALUE_NULL) ? null : context.readValue(parser, elementType);
    }
  }
}
