package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Everything a request asks for, in double precision and from its JSON, beside the answer. Shares
/// no code with what it checks.
///
/// Each number comes with a bound of its rounding errors. Where the answer holds a stage, the next
/// one is made of the numbers answered, so that each step is checked by itself, too.
final class ReferenceAttention {

  // Roundings of one step: of a sum of products in blocks, of tanh, exp or a division.
  private static final double STEP = 24;

  // A weight that may be off by more says nothing.
  private static final double VAGUE = 0.5;

  private final JsonNode request;
  private final JsonNode options;
  private final JsonNode answer;
  private final ReferenceDialect dialect;
  private final boolean single;
  private final double roundoff;
  private final double least;
  private final List<String> asked;
  private final @Nullable Integer only;
  private long compared;

  private ReferenceAttention(
      JsonNode request, JsonNode answer, List<String> asked, @Nullable Integer only) {
    this.request = request;
    this.answer = answer;
    this.asked = asked;
    this.only = only;
    options = request.path("options");
    dialect = ReferenceDialect.of(options);
    single = !options.path("precision").asString("float32").equals("float64");
    roundoff = single ? 0x1p-24 : 0x1p-53;
    least = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
  }

  /// Compares every number of an answer for all queries.
  ///
  /// @param request a document that was accepted
  /// @param asked the stages that the answer must have
  /// @return how many numbers were compared
  static long compare(JsonNode request, JsonNode answer, List<String> asked) {
    return compare(request, answer, asked, null);
  }

  /// Compares every number of an answer for one query.
  ///
  /// @param row where the query stands
  /// @return how many numbers were compared
  static long compareRow(JsonNode request, JsonNode answer, List<String> asked, int row) {
    return compare(request, answer, asked, row);
  }

  private static long compare(
      JsonNode request, JsonNode answer, List<String> asked, @Nullable Integer row) {
    var reference = new ReferenceAttention(request, answer, asked, row);
    reference.compare();
    return reference.compared;
  }

  private void compare() {
    boolean self = given(request, "words") != null;
    JsonNode queryWords = request.path(self ? "words" : "queries");
    JsonNode keyWords = request.path(self ? "words" : "keys");
    JsonNode valueWords = given(request, "values") == null ? keyWords : request.path("values");
    Bounded query = projected(vectors(queryWords), "query");
    Bounded key = projected(vectors(keyWords), "key");
    Bounded value = projected(vectors(valueWords), "value");
    int heads = request.path("heads").asInt(1);
    int keyHeads = request.path("keyHeads").asInt(heads);
    int valueSize = value.columns() / keyHeads;
    boolean isOne = heads == 1 && given(request.path("projections"), "output") == null;
    var mask = new ReferenceMask(names(keyWords), query.rows(), dialect);
    Bounded joined = Bounded.zeros(query.rows(), heads * valueSize);
    for (int head = 0; head < heads; head++) {
      int keyHead = head / (heads / keyHeads);
      JsonNode stages = isOne ? answer : answer.path("heads").path(head);
      Bounded context =
          head(
              stages,
              head,
              turned(part(query, heads, head), "positions"),
              turned(part(key, keyHeads, keyHead), keyPositions(self)),
              part(value, keyHeads, keyHead),
              mask);
      joined.put(head * valueSize, context);
    }
    if (!isOne && wants("context")) {
      settle("context", answer.path("context"), projected(joined, "output"));
    }
  }

  /// One head; gives its contexts.
  private Bounded head(
      JsonNode stages, int head, Bounded query, Bounded key, Bounded value, ReferenceMask mask) {
    Bounded scores = settled(stages, "scores", scores(query, key));
    Bounded capped = settled(stages, "capped", capped(scores));
    Bounded logits = settled(stages, "logits", logits(capped, head, mask));
    Bounded weights = settled(stages, "weights", weights(stages.path("lse"), logits, head));
    if (wants("contributions")) {
      JsonNode tables = stages.path("contributions");
      for (int i = 0; i < weights.rows(); i++) {
        if (only == null) {
          settleTable("contributions", tables.path(i), shares(weights, i, value));
        } else if (only == i) {
          settleTable("contributions", tables, shares(weights, i, value));
        }
      }
    }
    return settled(stages, "context", context(weights, value));
  }

  // ---- vectors

  private Bounded vectors(JsonNode words) {
    double[][] rows = new double[words.size()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = numbers(words.path(row).path("vector"));
    }
    return Bounded.exact(rows);
  }

  private double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = rounded(number(list.get(n)));
    }
    return numbers;
  }

  private double rounded(double number) {
    return single ? (float) number : number;
  }

  /// `x · weight + bias`.
  private Bounded projected(Bounded rows, String name) {
    JsonNode projection = given(request.path("projections"), name);
    if (projection == null) {
      return rows;
    }
    JsonNode weight = projection.path("weight");
    JsonNode bias = projection.path("bias");
    int width = weight.path(0).size();
    Bounded products = Bounded.zeros(rows.rows(), width);
    double[][] columns = new double[weight.size()][];
    for (int n = 0; n < columns.length; n++) {
      columns[n] = numbers(weight.get(n));
    }
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < width; column++) {
        double added = bias.isArray() ? rounded(number(bias.get(column))) : 0;
        double sum = added;
        double bound = STEP * roundoff * (Math.abs(added) + least);
        for (int n = 0; n < columns.length; n++) {
          double product = rows.values()[row][n] * columns[n][column];
          sum += product;
          bound +=
              STEP * roundoff * Math.abs(product)
                  + rows.bounds()[row][n] * Math.abs(columns[n][column]);
        }
        products.set(row, column, sum, bound);
      }
    }
    return products;
  }

  private static Bounded part(Bounded rows, int heads, int head) {
    int size = rows.columns() / heads;
    return rows.columns(head * size, size);
  }

  private String keyPositions(boolean self) {
    boolean shared = self && given(options.path("rope"), "keyPositions") == null;
    return shared ? "positions" : "keyPositions";
  }

  /// Pairs of numbers, turned by `position * base^(-2p / dimensions)`.
  private Bounded turned(Bounded rows, String positions) {
    JsonNode rope = given(options, "rope");
    if (rope == null) {
      return rows;
    }
    int dimensions = rope.path("dimensions").asInt(rows.columns());
    boolean neighbours = rope.path("interleaved").asBoolean(false);
    double base = rope.path("base").asDouble(10_000);
    JsonNode places = rope.path(positions);
    Bounded turned = rows.columns(0, rows.columns());
    for (int row = 0; row < rows.rows(); row++) {
      double place = places.isArray() ? places.get(row).asInt() : row;
      for (int pair = 0; pair < dimensions / 2; pair++) {
        int first = neighbours ? 2 * pair : pair;
        int second = neighbours ? first + 1 : first + dimensions / 2;
        double angle = place * Math.pow(base, -2.0 * pair / dimensions);
        double x = rows.values()[row][first];
        double y = rows.values()[row][second];
        double size = Math.abs(x) + Math.abs(y);
        double ofAngle = Math.min(2, Math.abs(angle) * 0x1p-50); // pow may be off by a last bit
        double bound =
            size * (4 * roundoff + ofAngle)
                + rows.bounds()[row][first]
                + rows.bounds()[row][second];
        turned.set(row, first, x * Math.cos(angle) - y * Math.sin(angle), bound);
        turned.set(row, second, x * Math.sin(angle) + y * Math.cos(angle), bound);
      }
    }
    return turned;
  }

  // ---- the steps

  /// `scale / temperature * query · key`.
  private Bounded scores(Bounded query, Bounded key) {
    double factor = scale(query.columns()) / options.path("temperature").asDouble(1);
    Bounded scores = Bounded.zeros(query.rows(), key.rows());
    for (int i = 0; i < query.rows(); i++) {
      for (int j = 0; j < key.rows(); j++) {
        double sum = 0;
        double bound = 0;
        for (int e = 0; e < query.columns(); e++) {
          double q = query.values()[i][e];
          double k = key.values()[j][e];
          double ofQuery = query.bounds()[i][e];
          double ofKey = key.bounds()[j][e];
          sum += q * k;
          bound += STEP * roundoff * (Math.abs(q * k) + least);
          bound += ofQuery * Math.abs(k) + ofKey * Math.abs(q) + ofQuery * ofKey;
        }
        scores.set(i, j, factor * sum, Math.abs(factor) * bound + STEP * roundoff * least);
      }
    }
    return scores;
  }

  private double scale(int size) {
    JsonNode scale = given(options, "scale");
    boolean auto = scale == null ? dialect.scaled() : scale.isString();
    return auto ? 1 / Math.sqrt(size) : scale == null ? 1 : scale.asDouble();
  }

  /// `c · tanh(score / c)`.
  private Bounded capped(Bounded scores) {
    JsonNode softcap = given(options, "softcap");
    if (softcap == null) {
      return scores;
    }
    double cap = softcap.asDouble();
    Bounded capped = Bounded.zeros(scores.rows(), scores.columns());
    for (int i = 0; i < scores.rows(); i++) {
      for (int j = 0; j < scores.columns(); j++) {
        double value = cap * Math.tanh(scores.values()[i][j] / cap);
        capped.set(i, j, value, scores.bounds()[i][j] + error(value));
      }
    }
    return capped;
  }

  private double error(double value) {
    return STEP * roundoff * (Math.abs(value) + least);
  }

  private Bounded logits(Bounded capped, int head, ReferenceMask mask) {
    boolean causal = options.path("causal").asBoolean(false);
    JsonNode own = given(options, "mask");
    Bounded logits = Bounded.zeros(capped.rows(), capped.columns());
    for (int i = 0; i < capped.rows(); i++) {
      for (int j = 0; j < capped.columns(); j++) {
        double score = capped.values()[i][j];
        double bias = bias(head, i, j, mask);
        if (!mask.sees(own, causal, i, j) || bias == Double.NEGATIVE_INFINITY) {
          logits.set(i, j, Double.NEGATIVE_INFINITY, 0);
        } else {
          double bound = capped.bounds()[i][j] + error(Math.abs(score) + Math.abs(bias));
          logits.set(i, j, score + bias, bound);
        }
      }
    }
    return logits;
  }

  private double bias(int head, int i, int j, ReferenceMask mask) {
    JsonNode bias = given(options, "bias");
    if (bias == null) {
      return 0;
    }
    if (bias.path("type").asString().equals("alibi")) {
      JsonNode slopes = bias.path("slopes");
      double slope =
          slopes.isArray()
              ? rounded(slopes.get(head).asDouble())
              : slope(head, request.path("heads").asInt(1));
      return -slope * Math.abs(i + mask.offset(dialect.bottomRight()) - j);
    }
    JsonNode values = bias.path("values");
    JsonNode table = values.path(0).path(0).isArray() ? values.path(head) : values;
    return rounded(number(table.path(i).path(j)));
  }

  /// The paper's slopes: a geometric series from `2^(-8 / heads)` on; between two powers of two,
  /// those of the lower power, and then every other one of the higher.
  private static double slope(int head, int heads) {
    int power = 1;
    while (2 * power <= heads) {
      power *= 2;
    }
    return head < power
        ? Math.pow(2, -8.0 * (head + 1) / power)
        : Math.pow(2, -8.0 * (2 * (head - power) + 1) / (2 * power));
  }

  /// The softmax of each row, and its lse beside the answer's.
  private Bounded weights(JsonNode lse, Bounded logits, int head) {
    JsonNode sinks = given(options, "sinks");
    double sink = sinks == null ? Double.NEGATIVE_INFINITY : rounded(sinks.get(head).asDouble());
    Bounded weights = Bounded.zeros(logits.rows(), logits.columns());
    Bounded sums = Bounded.zeros(1, logits.rows());
    for (int i = 0; i < logits.rows(); i++) {
      double[] row = logits.values()[i];
      double largest = sink;
      double bound = 0;
      for (int j = 0; j < row.length; j++) {
        largest = Math.max(largest, row[j]);
        bound = Math.max(bound, logits.bounds()[i][j]);
      }
      if (largest == Double.NEGATIVE_INFINITY) {
        emptyRow(weights, i);
        sums.set(0, i, largest, 0);
        continue;
      }
      double sum = Math.exp(sink - largest);
      for (double logit : row) {
        sum += Math.exp(logit - largest);
      }
      for (int j = 0; j < row.length; j++) {
        double weight = Math.exp(row[j] - largest) / sum;
        double distance = row[j] == Double.NEGATIVE_INFINITY ? 0 : largest - row[j];
        double error = Math.expm1(2 * bound) + STEP * roundoff * (1 + distance);
        double most = Double.isInfinite(error) ? 1 : weight * error + least;
        weights.set(i, j, weight, row[j] == Double.NEGATIVE_INFINITY ? 0 : most);
      }
      double value = largest + Math.log(sum);
      sums.set(0, i, value, bound + STEP * roundoff * (1 + Math.abs(largest)));
    }
    if (wants("lse")) {
      if (only == null) {
        settleRow("lse", lse, sums, 0);
      } else {
        settleNumber("lse", lse, sums, 0, only);
      }
    }
    return weights;
  }

  private void emptyRow(Bounded weights, int i) {
    double weight =
        switch (options.path("emptyRows").asString(dialect.emptyRows())) {
          case "zero" -> 0;
          case "mean" -> 1.0 / weights.columns();
          case "nan" -> Double.NaN;
          default -> throw new AssertionError("no such rule: " + options);
        };
    for (int j = 0; j < weights.columns(); j++) {
      weights.set(i, j, weight, error(weight));
    }
  }

  /// `weight · value` of one query, for each key.
  private Bounded shares(Bounded weights, int i, Bounded value) {
    Bounded shares = Bounded.zeros(value.rows(), value.columns());
    for (int j = 0; j < value.rows(); j++) {
      for (int e = 0; e < value.columns(); e++) {
        double weight = weights.values()[i][j];
        double size = Math.abs(value.values()[j][e]);
        double ofWeight = weights.bounds()[i][j] * size + STEP * roundoff * least * size;
        shares.set(
            j,
            e,
            weight * value.values()[j][e],
            ofWeight + weight * value.bounds()[j][e] + error(weight * size));
      }
    }
    return shares;
  }

  private Bounded context(Bounded weights, Bounded value) {
    Bounded context = Bounded.zeros(weights.rows(), value.columns());
    for (int i = 0; i < weights.rows(); i++) {
      Bounded shares = shares(weights, i, value);
      for (int e = 0; e < value.columns(); e++) {
        double sum = 0;
        double bound = 0;
        for (int j = 0; j < value.rows(); j++) {
          sum += shares.values()[j][e];
          bound += shares.bounds()[j][e] + least * Math.abs(value.values()[j][e]);
        }
        context.set(i, e, sum, bound);
      }
    }
    return context;
  }

  // ---- beside the answer

  private boolean wants(String stage) {
    return asked.contains(stage);
  }

  /// Compares a stage where it is wanted; gives the numbers answered, or else those expected.
  private Bounded settled(JsonNode stages, String stage, Bounded expected) {
    return wants(stage) ? settle(stage, stages.path(stage), expected) : expected;
  }

  /// Compares a stage, or the row of it that was asked for.
  private Bounded settle(String stage, JsonNode table, Bounded expected) {
    if (only == null) {
      return settleTable(stage, table, expected);
    }
    settleRow(stage, table, expected, only);
    return expected;
  }

  private Bounded settleTable(String stage, JsonNode table, Bounded expected) {
    assertThat(table.size()).as("rows of %s", stage).isEqualTo(expected.rows());
    Bounded answered = Bounded.zeros(expected.rows(), expected.columns());
    for (int row = 0; row < expected.rows(); row++) {
      answered.values()[row] = settleRow(stage, table.path(row), expected, row);
    }
    return given(request, "decimals") == null ? answered : expected;
  }

  private double[] settleRow(String stage, JsonNode list, Bounded expected, int row) {
    assertThat(list.size()).as("numbers of %s", stage).isEqualTo(expected.columns());
    double[] answered = new double[expected.columns()];
    for (int column = 0; column < answered.length; column++) {
      answered[column] = settleNumber(stage, list.get(column), expected, row, column);
    }
    return answered;
  }

  private double settleNumber(
      String stage, JsonNode number, Bounded expected, int row, int column) {
    double answered = number(number);
    double right = expected.values()[row][column];
    // Contributions are rounded so that they add up to the context as printed.
    double units = stage.equals("contributions") ? 1 : 0.5;
    double bound = expected.bounds()[row][column] + ofDecimals(right, units);
    boolean isVague = stage.equals("weights") && bound > VAGUE;
    if (!isRight(answered, right, isVague ? 1 : bound)) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s of query %d, number %d, is %s, not %s (give or take %s)",
              stage,
              row,
              column,
              answered,
              right,
              bound));
    }
    compared++;
    return answered;
  }

  private static boolean isRight(double actual, double expected, double bound) {
    if (!Double.isFinite(expected)) {
      return Double.compare(actual, expected) == 0;
    }
    return Math.abs(actual - expected) <= bound;
  }

  private double ofDecimals(double number, double units) {
    JsonNode decimals = given(request, "decimals");
    return decimals == null || !Double.isFinite(number)
        ? 0
        : units * Math.pow(10, -decimals.asInt()) + 2 * roundoff * Math.abs(number);
  }

  // ---- JSON

  private static double number(JsonNode value) {
    return value.isString() ? Double.parseDouble(value.asString()) : value.asDouble();
  }

  /// A member; nothing where it is absent or null, which means the same.
  private static @Nullable JsonNode given(JsonNode object, String name) {
    JsonNode member = object.path(name);
    return member.isMissingNode() || member.isNull() ? null : member;
  }

  private static List<String> names(JsonNode words) {
    var names = new ArrayList<String>();
    words.forEach(word -> names.add(word.path("word").asString()));
    return names;
  }
}
