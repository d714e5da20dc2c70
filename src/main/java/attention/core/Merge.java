package attention.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Puts results over disjoint keys together to the result over all of them.
///
/// ```
/// share[p] = exp(lse[p] - lse)          lse = ln(sum of exp(lse[p]))
/// context  = sum of share[p] * context[p]
/// ```
///
/// The parts of each query are added up in an order of their own, the largest log-sum-exp first, so
/// that the same parts give the same bits in whatever order they come.
///
/// @param context `(rows, Ev)`
/// @param lse `(rows)`; `-Infinity` where no part has a key, whose context is zero
/// @param shares `(rows, parts)`, what share of its attention each part got
/// @see <a href="https://arxiv.org/abs/2205.14135">Dao et al. (2022), section 3.1</a>
public record Merge(Matrix context, Numbers lse, Matrix shares) {

  /// A result over some of the keys.
  ///
  /// @param context `(rows, Ev)`, a row for each query of each head
  /// @param lse `(rows)`, the log-sum-exps in nats; `-Infinity` for a query that sees none of the
  ///   keys, whose context is not looked at
  public record Part(Matrix context, Numbers lse) {}

  /// Merges parts.
  ///
  /// @param parts at least one; of the same size
  /// @param precision of the result, to which it is rounded once
  public static Merge of(List<Part> parts, Precision precision) {
    int rows = parts.getFirst().context.rows();
    int size = parts.getFirst().context.columns();
    var merge =
        new Merge(
            new Matrix(rows, size, Numbers.zeros(precision, rows * size)),
            Numbers.zeros(precision, rows),
            new Matrix(rows, parts.size(), Numbers.zeros(precision, rows * parts.size())));
    for (int row = 0; row < rows; row++) {
      merge.fill(row, parts);
    }
    return merge;
  }

  private void fill(int row, List<Part> parts) {
    List<Integer> order = order(row, parts);
    double largest = parts.get(order.getFirst()).lse.at(row);
    if (largest == Double.NEGATIVE_INFINITY) {
      lse.set(row, largest);
      return;
    }
    double[] weights =
        order.stream()
            .mapToDouble(p -> StrictMath.exp(parts.get(p).lse.at(row) - largest))
            .toArray();
    double total = sum(weights);
    lse.set(row, largest + StrictMath.log(total));
    for (int n = 0; n < weights.length; n++) {
      shares.numbers().set(row * parts.size() + order.get(n), weights[n] / total);
    }
    double[] products = new double[2 * weights.length];
    for (int e = 0; e < context.columns(); e++) {
      for (int n = 0; n < weights.length; n++) {
        double weight = weights[n];
        double number = weight == 0 ? 0 : parts.get(order.get(n)).context.at(row, e);
        products[2 * n] = weight * number;
        products[2 * n + 1] = Math.fma(weight, number, -products[2 * n]); // what was rounded off
      }
      context.numbers().set(row * context.columns() + e, sum(products) / total);
    }
  }

  /// The parts by what they are, not by where they stand.
  private static List<Integer> order(int row, List<Part> parts) {
    Comparator<Integer> byLse = Comparator.comparingDouble(p -> -parts.get(p).lse.at(row));
    return IntStream.range(0, parts.size())
        .boxed()
        .sorted(byLse.thenComparing((p, q) -> compare(row, parts.get(p), parts.get(q))))
        .toList();
  }

  private static int compare(int row, Part one, Part other) {
    return Arrays.compare(numbers(row, one), numbers(row, other));
  }

  private static double[] numbers(int row, Part part) {
    return IntStream.range(0, part.context.columns())
        .mapToDouble(e -> part.context.at(row, e))
        .toArray();
  }

  /// Adds up numbers in their order, and what each addition rounds off.
  ///
  /// @see <a href="https://doi.org/10.1137/030601818">Ogita et al. (2005), algorithm 4.4</a>
  private static double sum(double[] numbers) {
    double sum = 0;
    double lost = 0;
    for (double number : numbers) {
      double next = sum + number;
      double back = next - sum;
      lost += (sum - (next - back)) + (number - back);
      sum = next;
    }
    return sum + lost;
  }
}
