package attention.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Parts put together by their formula, in double precision and from their JSON, beside the answer.
///
/// ```
/// share[p] = exp(lse[p]) / sum of exp(lse)      context = sum of share[p] * context[p]
/// ```
final class MergeReference {

  // Roundings of exp, of the sums and of the division.
  private static final double FEW = 8;

  private final JsonNode request;
  private final double roundoff;
  private long compared;

  private MergeReference(JsonNode request) {
    this.request = request;
    roundoff = isSingle() ? 0x1p-24 : 0x1p-53;
  }

  /// Compares every number of an answer.
  ///
  /// @param request a document that was accepted
  /// @return how many numbers were compared
  static long compare(JsonNode request, JsonNode answer) {
    var reference = new MergeReference(request);
    JsonNode first = request.path("parts").get(0);
    if (first.path("heads").isArray()) {
      assertThat(answer.path("heads").size()).isEqualTo(first.path("heads").size());
      for (int head = 0; head < answer.path("heads").size(); head++) {
        int each = head;
        List<JsonNode> parts =
            request.path("parts").valueStream().map(part -> part.path("heads").get(each)).toList();
        reference.compare(parts, answer.path("heads").get(head));
      }
    } else {
      reference.compare(request.path("parts").valueStream().toList(), answer);
    }
    return reference.compared;
  }

  private boolean isSingle() {
    return !request.path("precision").asString("float32").equals("float64");
  }

  private void compare(List<JsonNode> parts, JsonNode answer) {
    int rows = parts.getFirst().path("lse").size();
    assertThat(answer.path("context").size()).isEqualTo(rows);
    for (int row = 0; row < rows; row++) {
      compareRow(parts, answer, row);
    }
  }

  private void compareRow(List<JsonNode> parts, JsonNode answer, int row) {
    var logs = new ArrayList<Double>();
    double largest = Double.NEGATIVE_INFINITY;
    for (JsonNode part : parts) {
      double log = rounded(number(part.path("lse").get(row)));
      logs.add(log);
      largest = Math.max(largest, log);
    }
    boolean isEmpty = largest == Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double log : logs) {
      sum += isEmpty ? 0 : Math.exp(log - largest);
    }
    require(
        "lse",
        number(answer.path("lse").get(row)),
        isEmpty ? largest : largest + Math.log(sum),
        1 + Math.abs(largest));
    int size = parts.getFirst().path("context").get(row).size();
    for (int e = 0; e < size; e++) {
      double context = 0;
      double magnitude = 0;
      for (int p = 0; p < logs.size(); p++) {
        double share = isEmpty ? 0 : Math.exp(logs.get(p) - largest) / sum;
        double value = rounded(number(parts.get(p).path("context").get(row).get(e)));
        context += share == 0 ? 0 : share * value;
        magnitude += share * Math.abs(value);
        if (e == 0) {
          require("shares", number(answer.path("shares").get(row).get(p)), share, share);
        }
      }
      require("context", number(answer.path("context").get(row).get(e)), context, magnitude);
    }
  }

  private void require(String name, double actual, double expected, double magnitude) {
    compared++;
    if (Double.isInfinite(expected)) {
      assertThat(actual).as(name).isEqualTo(expected);
      return;
    }
    JsonNode decimals = request.path("decimals");
    double room =
        FEW * roundoff * (magnitude + (isSingle() ? Float.MIN_NORMAL : Double.MIN_NORMAL))
            + (decimals.isNumber() ? Math.pow(10, -decimals.asInt()) : 0);
    assertThat(Math.abs(actual - expected))
        .as("%s is %s, not %s", name, actual, expected)
        .isLessThanOrEqualTo(room);
  }

  private double rounded(double number) {
    return isSingle() ? (float) number : number;
  }

  private static double number(JsonNode value) {
    return value.isString() ? Double.parseDouble(value.asString()) : value.asDouble();
  }
}
