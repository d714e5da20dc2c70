package attention.comparison;

import attention.core.AttentionOptions;
import attention.core.Shape;
import attention.core.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/// Tells cheaply whether a softmax may have run over the queries. Then the weights of each key add
/// up to 1, and so the contexts of all queries add up to the sum of the values, whatever the scores
/// are.
///
/// @param setup with this softmax
/// @param candidate what was computed elsewhere
record OverQueries(Setup setup, Map<Table, Tensor> candidate) {

  // Only what is plainly something else is ruled out.
  private static final double ROUGHLY = 0.02;

  /// Tells whether it is worth computing.
  boolean isPossible() {
    Tensor weights = candidate.get(Table.WEIGHTS);
    Tensor context = candidate.get(Table.CONTEXT);
    Tensor joined = setup.output() == null ? candidate.get(Table.JOINED) : null;
    return (weights == null || addUpToOne(weights))
        && (context == null || addUpToValues(context))
        && (joined == null
            || setup.quirks().joinedAsTheyLie()
            || addUpToValues(joined.split(setup.queryHeads())));
  }

  private boolean addUpToOne(Tensor weights) {
    Shape shape = weights.shape();
    return IntStream.range(0, shape.batch() * shape.heads())
        .allMatch(
            table ->
                IntStream.range(0, shape.size())
                    .allMatch(j -> isRoughly(sum(weights, table, j), isSeen(table, j) ? 1 : 0, 1)));
  }

  private boolean addUpToValues(Tensor context) {
    Tensor value = setup.inputs().value();
    Shape shape = value.shape();
    int heads = setup.queryHeads();
    for (int table = 0; table < shape.batch() * heads; table++) {
      int keyHead = table % heads / (heads / shape.heads());
      int start = (table / heads * shape.heads() + keyHead) * shape.length() * shape.size();
      for (int e = 0; e < shape.size(); e++) {
        double sum = 0;
        double size = 0;
        for (int j = 0; j < shape.length(); j++) {
          double number = value.numbers().at(start + j * shape.size() + e);
          sum += isSeen(table, j) ? number : 0;
          size += Math.abs(number);
        }
        if (!isRoughly(sum(context, table, e), sum, size)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double sum(Tensor tensor, int table, int column) {
    Shape shape = tensor.shape();
    double sum = 0;
    for (int row = 0; row < shape.length(); row++) {
      sum += tensor.numbers().at((table * shape.length() + row) * shape.size() + column);
    }
    return sum;
  }

  private static boolean isRoughly(double actual, double expected, double size) {
    return Math.abs(actual - expected) <= ROUGHLY * size;
  }

  private boolean isSeen(int table, int key) {
    AttentionOptions options = setup.options();
    int heads = setup.queryHeads();
    for (int i = setup.inputs().queryCount() - 1; i >= 0; i--) {
      if (!options.hides(table / heads, table % heads, i, key)) {
        return true;
      }
    }
    return false;
  }
}
