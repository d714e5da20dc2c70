package attention.format;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.ObjectReader;

/// Members of a document that stand beside those of its type, at the top: a request with something
/// to do with it.
public final class Beside {

  private final Map<String, Class<?>> types;
  private final Map<String, Object> values = new HashMap<>();

  /// Makes room for the members of one document.
  ///
  /// @param types what each member is read as, by its name
  public Beside(Map<String, Class<?>> types) {
    this.types = Map.copyOf(types);
  }

  /// Gives a member that was read; nothing where it was absent, null or wrong.
  public <T> @Nullable T get(String name, Class<T> type) {
    return type.cast(values.get(name));
  }

  /// Gives a parser of the document without these members, which are read in passing.
  JsonParser without(JsonParser document, ObjectReader reader) {
    return types.isEmpty() ? document : new Rest(document, reader);
  }

  /// What is left of the document.
  private final class Rest extends JsonParserDelegate {

    private final ObjectReader reader;

    Rest(JsonParser document, ObjectReader reader) {
      super(document);
      this.reader = reader;
    }

    @Override
    public @Nullable JsonToken nextToken() {
      JsonToken token = delegate.nextToken();
      while (token == JsonToken.PROPERTY_NAME && isAtTop() && types.containsKey(currentName())) {
        String name = Objects.requireNonNull(currentName());
        delegate.nextToken();
        Object value = reader.forType(types.get(name)).readValue(delegate);
        if (value != null) {
          values.put(name, value);
        }
        token = delegate.nextToken();
      }
      return token;
    }

    private boolean isAtTop() {
      return delegate.streamReadContext().getParent().inRoot();
    }

    @Override
    public @Nullable String nextName() {
      return nextToken() == JsonToken.PROPERTY_NAME ? currentName() : null;
    }

    @Override
    public boolean nextName(SerializableString name) {
      return name.getValue().equals(nextName());
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
      JsonToken token = nextToken();
      if (token == JsonToken.PROPERTY_NAME) {
        return currentNameMatch(matcher);
      }
      return token == JsonToken.END_OBJECT
          ? PropertyNameMatcher.MATCH_END_OBJECT
          : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }
  }
}
