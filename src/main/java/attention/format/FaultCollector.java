package attention.format;

import attention.core.Faults;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.jsontype.TypeIdResolver;

/// Notes what is JSON but not what was asked for, leaves it out and lets reading go on, so that one
/// answer can name every fault of a request.
///
/// The faults of a call go to the [Faults] that its reader carries as an attribute.
final class FaultCollector extends DeserializationProblemHandler {

  /// Notes that the parser stands at something of the wrong kind, and moves behind it.
  ///
  /// @param expected for example `a list of numbers`
  static void wrongType(DeserializationContext context, JsonParser parser, String expected) {
    String found = kind(parser.currentToken());
    faults(context)
        .add(pointer(context), "wrong-type", "is %s, expected %s".formatted(found, expected));
    parser.skipChildren();
  }

  /// The faults of this call.
  static Faults faults(DeserializationContext context) {
    return (Faults) context.getAttribute(Faults.class);
  }

  /// Where reading is, as a JSON pointer.
  static String pointer(DeserializationContext context) {
    return Place.of(context).pointer();
  }

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      @Nullable ValueDeserializer<?> deserializer,
      Object target,
      String name) {
    Collection<Object> known = deserializer == null ? null : deserializer.getKnownPropertyNames();
    String names =
        known == null || known.isEmpty()
            ? ""
            : "; known are "
                + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    // What comes before the last known member is handed over late, from a copy of its own.
    Place place = Place.of(context);
    String pointer = parser.equals(place.parser()) ? place.pointer() : place.member(name);
    faults(context).add(pointer, "unknown-member", "is not known here" + names);
    parser.skipChildren();
    return true;
  }

  @Override
  public @Nullable Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType type,
      JsonToken token,
      JsonParser parser,
      String message) {
    wrongType(context, parser, expected(type));
    return null;
  }

  @Override
  public @Nullable Object handleMissingInstantiator(
      DeserializationContext context,
      Class<?> type,
      ValueInstantiator instantiator,
      JsonParser parser,
      String message) {
    String expected = "an object";
    if (instantiator.canCreateFromString()) {
      expected = "a string or a number";
    }
    skipMembers(parser);
    wrongType(context, parser, expected);
    return null;
  }

  /// Moves to the end of an object whose first member is the current token, if any is.
  private static void skipMembers(JsonParser parser) {
    while (parser.hasToken(JsonToken.PROPERTY_NAME)) {
      parser.nextToken();
      parser.skipChildren();
      parser.nextToken();
    }
  }

  @Override
  public @Nullable Object handleInstantiationProblem(
      DeserializationContext context, Class<?> type, @Nullable Object argument, Throwable problem) {
    // Only our own creators speak to the caller; Jackson names classes.
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    String detail =
        cause instanceof IllegalArgumentException
            ? String.valueOf(cause.getMessage())
            : "is not what is expected here";
    faults(context).add(pointer(context), "wrong-value", detail);
    return null;
  }

  @Override
  public @Nullable Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String message) {
    String detail =
        type.isEnum() ? "must be one of " + names(type) : "is not " + expected(context, type);
    faults(context).add(pointer(context), "wrong-value", detail);
    return null;
  }

  @Override
  public @Nullable Object handleWeirdNumberValue(
      DeserializationContext context, Class<?> type, Number value, String message) {
    return handleWeirdStringValue(context, type, value.toString(), message);
  }

  @Override
  public JavaType handleUnknownTypeId(
      DeserializationContext context,
      JavaType base,
      String id,
      TypeIdResolver resolver,
      String message) {
    String where = pointer(context);
    String known = resolver.getDescForKnownTypeIds();
    faults(context)
        .add(where, "wrong-value", "has an unknown type; known are %s".formatted(list(known)));
    return context.constructType(Void.class);
  }

  @Override
  public JavaType handleMissingTypeId(
      DeserializationContext context, JavaType base, TypeIdResolver resolver, String message) {
    String where = pointer(context);
    String known = resolver.getDescForKnownTypeIds();
    faults(context).add(where, "required", "needs a type: one of %s".formatted(list(known)));
    return context.constructType(Void.class);
  }

  private static String list(@Nullable String known) {
    return known == null ? "?" : known.replaceAll("[\\[\\]]", "");
  }

  private static String expected(DeserializationContext context, Class<?> type) {
    return expected(context.constructType(type));
  }

  private static String expected(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw.isEnum()) {
      return "one of " + names(raw);
    }
    return type.isCollectionLikeType() || type.isArrayType() ? "a list" : "an object";
  }

  /// The values of an enum as JSON writes them: `TOP_LEFT` is `"top-left"`.
  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(
            constant ->
                "\"" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "\"")
        .collect(Collectors.joining(", "));
  }

  private static String kind(@Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      case VALUE_EMBEDDED_OBJECT -> "a string of bytes"; // only CBOR has these
      case null, default -> "something else";
    };
  }
}
