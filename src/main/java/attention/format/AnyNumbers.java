package attention.format;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Reads a type that is a list of numbers computed elsewhere, which may be anything: what JSON
/// lacks are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
public final class AnyNumbers extends SimpleModule {

  private static final long serialVersionUID = 1;

  /// Makes the module.
  ///
  /// @param type what is read
  /// @param make takes the numbers
  public <T> AnyNumbers(Class<T> type, Function<double[], T> make) {
    super("any-numbers");
    addDeserializer(type, new Reader<>(make));
  }

  private static final class Reader<T> extends ValueDeserializer<T> {

    private final Function<double[], T> make;

    private Reader(Function<double[], T> make) {
      this.make = make;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.isExpectedStartArrayToken()) {
        FaultCollector.wrongType(context, parser, "a list of numbers");
        return null;
      }
      parser.nextToken();
      return make.apply(StrictScalars.numbersFrom(parser, context, StrictScalars::anyNumber));
    }
  }
}
