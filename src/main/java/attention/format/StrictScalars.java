package attention.format;

import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Reads single values and lists of them without any conversion: `"1"` and `true` are not numbers,
/// `7` is not a string. What is of another kind becomes a fault, and reading goes on.
final class StrictScalars extends SimpleModule {

  private static final long serialVersionUID = 1;

  StrictScalars() {
    super("strict-scalars");
    addDeserializer(String.class, scalar(StrictScalars::string));
    addDeserializer(Boolean.class, scalar(StrictScalars::bool));
    addDeserializer(Integer.class, scalar(StrictScalars::integer));
    addDeserializer(Double.class, scalar(StrictScalars::number));
    addDeserializer(double[].class, scalar(StrictScalars::numbers));
    addDeserializer(int[].class, scalar(StrictScalars::integers));
    addDeserializer(boolean[].class, scalar(StrictScalars::booleans));
    setDeserializerModifier(new EnumsAreNames());
  }

  private static @Nullable String string(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      FaultCollector.wrongType(context, parser, "a string");
      return null;
    }
    String text = parser.getString();
    if (hasLoneSurrogate(text)) {
      FaultCollector.faults(context)
          .add(
              FaultCollector.pointer(context),
              "wrong-value",
              "has half of a surrogate pair, which is no character");
    }
    return text;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static @Nullable Boolean bool(JsonParser parser, DeserializationContext context) {
    if (!parser.currentToken().isBoolean()) {
      FaultCollector.wrongType(context, parser, "true or false");
      return null;
    }
    return parser.getBooleanValue();
  }

  private static @Nullable Integer integer(JsonParser parser, DeserializationContext context) {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && parser.getNumberType() == JsonParser.NumberType.INT) {
      return parser.getIntValue();
    }
    FaultCollector.wrongType(context, parser, "a whole number of at most 31 bits");
    return null;
  }

  /// Gives a number as a double; the string `"-Infinity"` is one, too. Whether that makes sense is
  /// for the place to say.
  private static @Nullable Double number(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken().isNumeric()) {
      double number = parser.getDoubleValue();
      if (number == 0 && parser.getString().startsWith("-")) {
        return -0.0; // in JSON, Jackson takes -0 for a whole number, which has no sign
      }
      if (Double.isFinite(number) || isMinusInfinity(parser, number)) {
        return number;
      }
      String detail = parser.isNaN() ? "is not a finite number" : "is beyond what float64 can hold";
      FaultCollector.faults(context).add(FaultCollector.pointer(context), "out-of-range", detail);
      return null;
    }
    if (parser.hasToken(JsonToken.VALUE_STRING) && parser.getString().equals("-Infinity")) {
      return Double.NEGATIVE_INFINITY;
    }
    FaultCollector.wrongType(context, parser, "a number");
    return null;
  }

  /// Tells whether a number was sent as `-Infinity`, which CBOR can; JSON can only exceed the
  /// range.
  private static boolean isMinusInfinity(JsonParser parser, double number) {
    return number == Double.NEGATIVE_INFINITY && parser.isNaN();
  }

  private static double @Nullable [] numbers(JsonParser parser, DeserializationContext context) {
    if (!parser.isExpectedStartArrayToken()) {
      FaultCollector.wrongType(context, parser, "a list of numbers");
      return null;
    }
    parser.nextToken();
    return numbersFrom(parser, context);
  }

  /// Gives a number, whatever it is: the strings `"NaN"`, `"Infinity"` and `"-Infinity"` are
  /// numbers, too.
  static @Nullable Double anyNumber(JsonParser parser, DeserializationContext context) {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      String text = parser.getString();
      if (text.equals("NaN") || text.equals("Infinity")) {
        return Double.valueOf(text);
      }
    } else if (parser.currentToken().isNumeric() && parser.isNaN()) {
      return parser.getDoubleValue();
    }
    return number(parser, context);
  }

  /// Reads a list of numbers whose first token, or end, is the current one.
  static double[] numbersFrom(JsonParser parser, DeserializationContext context) {
    return numbersFrom(parser, context, StrictScalars::number);
  }

  /// Reads a list of numbers whose first token, or end, is the current one.
  ///
  /// @param read reads each number
  static double[] numbersFrom(
      JsonParser parser,
      DeserializationContext context,
      BiFunction<JsonParser, DeserializationContext, @Nullable Double> read) {
    double[] numbers = new double[8];
    int count = 0;
    while (!parser.hasToken(JsonToken.END_ARRAY)) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      Double number = read.apply(parser, context);
      numbers[count++] = number == null ? 0 : number;
      parser.nextToken();
    }
    return Arrays.copyOf(numbers, count);
  }

  private static int @Nullable [] integers(JsonParser parser, DeserializationContext context) {
    if (!parser.isExpectedStartArrayToken()) {
      FaultCollector.wrongType(context, parser, "a list of whole numbers");
      return null;
    }
    int[] numbers = new int[8];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      Integer number = integer(parser, context);
      numbers[count++] = number == null ? 0 : number;
    }
    return Arrays.copyOf(numbers, count);
  }

  private static boolean @Nullable [] booleans(JsonParser parser, DeserializationContext context) {
    if (!parser.isExpectedStartArrayToken()) {
      FaultCollector.wrongType(context, parser, "a list of true and false");
      return null;
    }
    boolean[] flags = new boolean[8];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == flags.length) {
        flags = Arrays.copyOf(flags, 2 * count);
      }
      flags[count++] = Boolean.TRUE.equals(bool(parser, context));
    }
    return Arrays.copyOf(flags, count);
  }

  /// Has enums read by [Name].
  private static final class EnumsAreNames extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      return new Name(deserializer);
    }
  }

  /// Reads the name of a value. At numbers and empty texts Jackson would end instead of noting a
  /// fault, and at large numbers it would say that they are no JSON.
  private static final class Name extends DelegatingDeserializer {

    Name(ValueDeserializer<?> delegatee) {
      super(delegatee);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegatee) {
      return new Name(delegatee);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
      boolean isText = parser.hasToken(JsonToken.VALUE_STRING);
      if (isText ? parser.getString().isBlank() : parser.currentToken().isNumeric()) {
        return context.handleWeirdStringValue(handledType(), parser.getString(), "no name");
      }
      return super.deserialize(parser, context);
    }
  }

  private static <T> ValueDeserializer<T> scalar(
      BiFunction<JsonParser, DeserializationContext, @Nullable T> read) {
    return new ValueDeserializer<>() {
      @Override
      public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
        return read.apply(parser, context);
      }
    };
  }
}
