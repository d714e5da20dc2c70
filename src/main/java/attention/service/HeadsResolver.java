package attention.service;

import attention.core.Faults;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Precision;
import attention.core.Projection;
import attention.limits.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks that vectors, projections and heads fit each other.
///
/// @param sequences the words
/// @param limits bound the width of projections
/// @param faults takes what does not fit
record HeadsResolver(Sequences sequences, Limits limits, Faults faults) {

  /// Resolves projections and heads.
  ///
  /// @param request whose single fields are in order
  /// @return nothing if anything does not fit
  @Nullable Heads resolve(AttentionRequest request) {
    int queryHeads = request.heads() == null ? 1 : request.heads();
    int keyHeads = request.keyHeads() == null ? queryHeads : request.keyHeads();
    Projections projections =
        request.projections() == null ? Projections.NONE : request.projections();
    int query = width("query", projections.query(), sequences.query().size());
    int key = width("key", projections.key(), sequences.key().size());
    int value = width("value", projections.value(), sequences.value().size());
    if (queryHeads % keyHeads != 0) {
      faults.add(
          "/keyHeads",
          "wrong-shape",
          "is %d, which does not divide the %d heads".formatted(keyHeads, queryHeads));
    }
    requireDivisible("/heads", queryHeads, "queries", query);
    requireDivisible(headsPointer(request), keyHeads, "keys", key);
    requireDivisible(headsPointer(request), keyHeads, "values", value);
    if (!faults.isEmpty()) {
      return null;
    }
    requireSameSize(request, query / queryHeads, key / keyHeads);
    int joined = queryHeads * (value / keyHeads);
    width("output", projections.output(), joined);
    if (!faults.isEmpty()) {
      return null;
    }
    return new Heads(
        queryHeads,
        keyHeads,
        query / queryHeads,
        value / keyHeads,
        projection(projections.query()),
        projection(projections.key()),
        projection(projections.value()),
        projection(projections.output()));
  }

  private static String headsPointer(AttentionRequest request) {
    return request.keyHeads() == null ? "/heads" : "/keyHeads";
  }

  private void requireDivisible(String pointer, int heads, String what, int width) {
    if (width % heads != 0) {
      faults.add(
          pointer,
          "wrong-shape",
          "is %d, which does not divide the %d numbers of the %s".formatted(heads, width, what));
    }
  }

  private void requireSameSize(AttentionRequest request, int querySize, int keySize) {
    if (querySize != keySize) {
      boolean plain = request.projections() == null && request.heads() == null;
      faults.add(
          plain ? sequences.pointers().keys() + "/0/vector" : headsPointer(request),
          plain ? "wrong-length" : "wrong-shape",
          plain
              ? "has %d numbers, the queries have %d".formatted(keySize, querySize)
              : "gives keys of %d numbers a head, and queries of %d".formatted(keySize, querySize));
    }
  }

  /// Checks a projection and gives the width of what comes out.
  private int width(String name, @Nullable ProjectionOption option, int in) {
    if (option == null) {
      return in;
    }
    String pointer = "/projections/" + name;
    List<double[]> rows = option.weight();
    int out = rows.getFirst().length;
    if (rows.size() != in) {
      faults.add(
          pointer + "/weight",
          "wrong-length",
          "has %d rows, the vectors have %d numbers".formatted(rows.size(), in));
    }
    if (out == 0 || out > limits.maxDimensions()) {
      faults.add(
          pointer + "/weight/0",
          out == 0 ? "empty" : "too-many",
          "has %d numbers, 1 to %d are allowed".formatted(out, limits.maxDimensions()));
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).length != out) {
        faults.add(
            pointer + "/weight/" + row,
            "wrong-length",
            "has %d numbers, the first row has %d".formatted(rows.get(row).length, out));
      }
      checkNumbers(rows.get(row), pointer + "/weight/" + row + "/");
    }
    double[] bias = option.bias();
    if (bias != null) {
      if (bias.length != out) {
        faults.add(
            pointer + "/bias",
            "wrong-length",
            "has %d numbers, the weight has %d columns".formatted(bias.length, out));
      }
      checkNumbers(bias, pointer + "/bias/");
    }
    return Math.max(1, out);
  }

  private void checkNumbers(double[] numbers, String where) {
    for (int n = 0; n < numbers.length; n++) {
      if (!precision().holds(numbers[n])) {
        faults.add(
            where + n,
            "out-of-range",
            "is %s, which %s cannot hold".formatted(numbers[n], precision()));
      }
    }
  }

  private @Nullable Projection projection(@Nullable ProjectionOption option) {
    if (option == null) {
      return null;
    }
    Numbers numbers = Numbers.of(precision(), option.weight());
    var weight = new Matrix(option.weight().size(), option.weight().getFirst().length, numbers);
    double[] bias = option.bias();
    return new Projection(weight, bias == null ? new double[0] : bias);
  }

  private Precision precision() {
    return sequences.precision();
  }
}
