package attention.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Reads the data of a tensor: a flat list, or lists nested as deep as the tensor has axes. Numbers
/// that JSON lacks are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
public final class JsonDataReader extends SimpleModule {

  private static final long serialVersionUID = 1;

  // A double may be the middle between two floats, or two numbers of a still narrower type, only if
  // the last bits behind the first 25 are zero.
  private static final long BEHIND_A_MIDDLE = (1L << 28) - 1;

  // The numbers that JSON cannot write.
  private static final Map<String, Double> NAMED =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  // So few digits are either exactly that middle or far from it.
  private static final int SHORT = 8;

  /// Makes the module.
  public JsonDataReader() {
    super("tensor-data");
    addDeserializer(
        JsonData.class,
        new ValueDeserializer<>() {
          @Override
          public @Nullable JsonData deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.isExpectedStartArrayToken()) {
              FaultCollector.wrongType(context, parser, "a list");
              return null;
            }
            return new Reading(parser, context).all();
          }
        });
  }

  /// Data while they are read.
  private static final class Reading {

    private final JsonParser parser;
    private final DeserializationContext context;
    private final List<Integer> lengths = new ArrayList<>();
    private final Map<Integer, Integer> beside = new HashMap<>();
    private double[] elements = new double[8];
    private int count;
    private int leafLevel = -1;
    private boolean hasFlags;
    private boolean hasNumbers;
    private boolean complete = true;

    Reading(JsonParser parser, DeserializationContext context) {
      this.parser = parser;
      this.context = context;
    }

    JsonData all() {
      list(0);
      if (hasFlags && hasNumbers) {
        fault("wrong-type", "mixes numbers with true and false");
      }
      return new JsonData(
          Arrays.copyOf(elements, count), beside, lengths, hasFlags, hasNumbers, complete);
    }

    /// Reads the list at whose beginning the parser stands.
    private void list(int level) {
      if (lengths.size() == level) {
        lengths.add(-1);
      }
      int length = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.hasToken(JsonToken.START_ARRAY) && leafLevel != level) {
          list(level + 1);
        } else if (!parser.currentToken().isStructStart()
            && (leafLevel < 0 || leafLevel == level)) {
          leafLevel = level;
          element();
        } else {
          fault("wrong-shape", "stands where the lists before it have something else");
          parser.skipChildren();
        }
        length++;
      }
      if (lengths.get(level) >= 0 && lengths.get(level) != length) {
        fault(
            "wrong-length",
            "has %d elements, a list before it has %d".formatted(length, lengths.get(level)));
      }
      lengths.set(level, length);
    }

    private void element() {
      if (count == elements.length) {
        elements = Arrays.copyOf(elements, 2 * count);
      }
      elements[count] = value();
      count++;
    }

    private double value() {
      JsonToken token = parser.currentToken();
      if (token.isNumeric()) {
        hasNumbers = true;
        return number();
      }
      if (token.isBoolean()) {
        hasFlags = true;
        return token == JsonToken.VALUE_TRUE ? 1 : 0;
      }
      Double named = token == JsonToken.VALUE_STRING ? NAMED.get(parser.getString()) : null;
      if (named != null) {
        hasNumbers = true;
        return named;
      }
      complete = false;
      FaultCollector.wrongType(context, parser, "a number, true or false");
      return 0;
    }

    private double number() {
      double nearest = parser.getDoubleValue();
      if (!Double.isFinite(nearest)) {
        fault("out-of-range", "is beyond what FP64 can hold");
        return 0;
      }
      boolean middle = (Double.doubleToRawLongBits(nearest) & BEHIND_A_MIDDLE) == 0;
      if (middle && !isShort()) {
        int side = new BigDecimal(parser.getString()).compareTo(new BigDecimal(nearest));
        if (side != 0) {
          beside.put(count, side);
        }
      }
      return nearest;
    }

    private boolean isShort() {
      String text = parser.getString();
      return text.length() <= SHORT && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }

    private void fault(String code, String detail) {
      complete = false;
      FaultCollector.faults(context).add(FaultCollector.pointer(context), code, detail);
    }
  }
}
