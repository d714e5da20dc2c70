package attention.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Reads a type that is a table of numbers, `[[…]]`, or a list of tables, `[[[…]]]`.
public final class NestedNumbers extends SimpleModule {

  private static final long serialVersionUID = 1;

  /// Makes the module.
  ///
  /// @param type what is read
  /// @param make takes the tables, each a list of rows, and whether there was a list of tables
  public <T> NestedNumbers(Class<T> type, BiFunction<List<List<double[]>>, Boolean, T> make) {
    super("nested-numbers");
    addDeserializer(type, new Reader<>(make));
  }

  private static final class Reader<T> extends ValueDeserializer<T> {

    private final BiFunction<List<List<double[]>>, Boolean, T> make;

    private Reader(BiFunction<List<List<double[]>>, Boolean, T> make) {
      this.make = make;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.isExpectedStartArrayToken()) {
        FaultCollector.wrongType(context, parser, "a list of lists of numbers");
        return null;
      }
      var tables = new ArrayList<List<double[]>>();
      var rows = new ArrayList<double[]>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (!parser.isExpectedStartArrayToken()) {
          FaultCollector.wrongType(context, parser, "a list of numbers");
          continue;
        }
        parser.nextToken();
        boolean isTable = parser.hasToken(JsonToken.START_ARRAY);
        if (isTable ? rows.isEmpty() : tables.isEmpty()) {
          read(isTable, parser, context, tables, rows);
        } else {
          mixed(parser, context);
        }
      }
      return tables.isEmpty() ? make.apply(List.of(rows), false) : make.apply(tables, true);
    }

    private static void read(
        boolean isTable,
        JsonParser parser,
        DeserializationContext context,
        List<List<double[]>> tables,
        List<double[]> rows) {
      if (isTable) {
        tables.add(table(parser, context));
      } else {
        rows.add(StrictScalars.numbersFrom(parser, context));
      }
    }

    /// Reads the rows of a table, the first of which begins at the current token.
    private static List<double[]> table(JsonParser parser, DeserializationContext context) {
      var rows = new ArrayList<double[]>();
      while (!parser.hasToken(JsonToken.END_ARRAY)) {
        if (parser.hasToken(JsonToken.START_ARRAY)) {
          parser.nextToken();
          rows.add(StrictScalars.numbersFrom(parser, context));
        } else {
          FaultCollector.wrongType(context, parser, "a list of numbers");
        }
        parser.nextToken();
      }
      return rows;
    }

    /// Reports a table among rows, or a row among tables, whose first token is the current one.
    private static void mixed(JsonParser parser, DeserializationContext context) {
      while (!parser.hasToken(JsonToken.END_ARRAY)) {
        parser.skipChildren();
        parser.nextToken();
      }
      FaultCollector.faults(context)
          .add(
              FaultCollector.pointer(context),
              "wrong-type",
              "is nested otherwise than the lists before it");
    }
  }
}
