package attention.comparison;

import attention.core.Attention;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Projection;
import attention.core.Shape;
import attention.core.Stage;
import attention.core.Stages;
import attention.core.Tensor;
import attention.kernel.Kernels;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Computes the tables of a setup.
///
/// @param setup what to compute
/// @param kernels do the arithmetic
record Computation(Setup setup, Kernels kernels) {

  /// Computes tables for some of the queries.
  ///
  /// @param wanted at least one
  /// @param from the first query
  /// @param to one past the last
  /// @return each with `to - from` rows a head
  Map<Table, Tensor> tables(Set<Table> wanted, int from, int to) {
    boolean whole = setup.quirks().joinedAsTheyLie() && wanted.contains(Table.JOINED);
    int first = whole ? 0 : from;
    int last = whole ? setup.inputs().queryCount() : to;
    Stages stages = stages(wanted, first, last);
    var tables = new EnumMap<Table, Tensor>(Table.class);
    for (Table table : wanted) {
      Tensor numbers = stages.of(setup.quirks().of(table.stage()));
      Tensor shown = table == Table.JOINED ? joined(numbers) : numbers;
      tables.put(table, whole ? rows(shown, from, to) : shown);
    }
    return tables;
  }

  private Stages stages(Set<Table> wanted, int from, int to) {
    var stages = EnumSet.noneOf(Stage.class);
    wanted.forEach(table -> stages.add(setup.quirks().of(table.stage())));
    return setup.quirks().isUsualPipeline()
        ? new Attention(setup.inputs(), setup.options(), kernels).stages(stages, from, to)
        : new OddPipeline(setup, kernels).stages(from, to);
  }

  private Tensor joined(Tensor context) {
    Shape shape = context.shape();
    Tensor joined =
        setup.quirks().joinedAsTheyLie()
            ? new Tensor(
                new Shape(shape.batch(), 1, shape.length(), shape.heads() * shape.size()),
                context.numbers())
            : context.join();
    Projection output = setup.output();
    if (output == null) {
      return joined;
    }
    Matrix projected = output.apply(joined.head(0, 0), kernels);
    return Tensor.ofRows(projected);
  }

  /// Gives some rows of each head.
  static Tensor rows(Tensor tensor, int from, int to) {
    Shape shape = tensor.shape();
    int tables = shape.batch() * shape.heads();
    var part = new Shape(shape.batch(), shape.heads(), to - from, shape.size());
    double[] numbers = new double[part.count()];
    for (int table = 0; table < tables; table++) {
      int start = (table * shape.length() + from) * shape.size();
      int count = (to - from) * shape.size();
      for (int n = 0; n < count; n++) {
        numbers[table * count + n] = tensor.numbers().at(start + n);
      }
    }
    return new Tensor(part, new Numbers.Float64(numbers));
  }
}
