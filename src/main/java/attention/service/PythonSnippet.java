package attention.service;

import attention.core.Bias;
import attention.core.EmptyRows;
import attention.core.Mask;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Projection;
import attention.core.Shape;
import attention.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Writes a request as a program for NumPy, and for PyTorch where that has a function of its own.
/// The program prints the context as JSON.
///
/// @param resolved the request
record PythonSnippet(ResolvedRequest resolved) {

  /// Writes the program.
  Snippet write() {
    var code = new ArrayList<String>();
    code.add(
        "# The request as a program: prints the context, and compares PyTorch if it is there.");
    code.add("import json");
    code.add("import numpy as np");
    code.add("");
    addVectors(code);
    addHeads(code);
    addScores(code);
    addWeights(code);
    addContext(code);
    addTorch(code);
    return new Snippet(String.join("\n", code) + "\n");
  }

  // ---- vectors and heads

  private void addVectors(List<String> code) {
    Sequences sequences = resolved.sequences();
    Heads heads = resolved.heads();
    addVectors(code, "queries", sequences.query().tensor(), heads.query());
    addVectors(code, "keys", sequences.key().tensor(), heads.key());
    addVectors(code, "values", sequences.value().tensor(), heads.value());
  }

  private void addVectors(
      List<String> code, String name, Tensor vectors, @Nullable Projection projection) {
    code.add("%s = %s".formatted(name, array(vectors.head(0, 0))));
    if (projection != null) {
      code.add("%s = %s".formatted(name, projected(name, projection)));
    }
  }

  private String projected(String vectors, Projection projection) {
    String product = "%s @ %s".formatted(vectors, array(projection.weight()));
    return projection.bias().length == 0
        ? product
        : product + " + " + array(list(projection.bias()));
  }

  private void addHeads(List<String> code) {
    Heads heads = resolved.heads();
    code.add("");
    code.add("def split(x, heads):  # (L, H*E) to (H, L, E)");
    code.add("    return x.reshape(len(x), heads, -1).transpose(1, 0, 2)");
    code.add("");
    code.add("q = split(queries, %d)".formatted(heads.queryHeads()));
    code.add("k = split(keys, %d)".formatted(heads.keyHeads()));
    code.add("v = split(values, %d)".formatted(heads.keyHeads()));
    RopeOption rope = resolved.echo().rope();
    if (rope != null) {
      addTurn(code, rope);
    }
    int group = heads.queryHeads() / heads.keyHeads();
    if (group > 1) {
      code.add("k, v = np.repeat(k, %d, axis=0), np.repeat(v, %d, axis=0)".formatted(group, group));
    }
  }

  private static void addTurn(List<String> code, RopeOption rope) {
    Integer dimensions = rope.dimensions();
    int count = dimensions == null ? 0 : dimensions;
    boolean neighbours = Boolean.TRUE.equals(rope.interleaved());
    String first = neighbours ? "0:%d:2".formatted(count) : "0:%d".formatted(count / 2);
    String second = neighbours ? "1:%d:2".formatted(count) : "%d:%d".formatted(count / 2, count);
    code.add("");
    code.add("def turn(x, positions):");
    code.add(
        "    angles = np.outer(positions, %s ** (-np.arange(0, %d, 2) / %d))"
            .formatted(rope.base(), count, count));
    code.add("    turned, a, b = x.copy(), x[:, :, %s], x[:, :, %s]".formatted(first, second));
    code.add("    turned[:, :, %s] = a * np.cos(angles) - b * np.sin(angles)".formatted(first));
    code.add("    turned[:, :, %s] = a * np.sin(angles) + b * np.cos(angles)".formatted(second));
    code.add("    return turned");
    code.add("");
    code.add(
        "q, k = turn(q, %s), turn(k, %s)"
            .formatted(Arrays.toString(rope.positions()), Arrays.toString(rope.keyPositions())));
  }

  // ---- scores, softcap, bias, mask

  private void addScores(List<String> code) {
    code.add("");
    code.add("scale = %s".formatted(resolved.options().factor()));
    code.add("scores = q @ k.transpose(0, 2, 1) * scale");
    OptionalDouble softcap = resolved.options().softcap();
    if (softcap.isPresent()) {
      double cap = softcap.getAsDouble();
      code.add("scores = %s * np.tanh(scores / %s)".formatted(cap, cap));
    }
    code.add("i = np.arange(scores.shape[1])[:, None]  # queries");
    code.add("j = np.arange(scores.shape[2])[None, :]  # keys");
    code.add("bias = %s".formatted(bias(resolved.options().bias())));
    code.add("allowed = %s".formatted(mask(resolved.options().mask())));
    code.add("added = np.where(allowed, bias, -np.inf).astype(scores.dtype)");
    code.add("logits = scores + added");
  }

  private String bias(Bias bias) {
    return switch (bias) {
      case Bias.None() -> "0";
      case Bias.Dense(Tensor values) -> {
        Shape shape = values.shape();
        yield array(
            rows(
                shape.heads(),
                head -> rows(shape.length(), i -> list(numbers(values.row(0, head, i))))));
      }
      case Bias.Alibi(double[] slopes, int offset) ->
          "-%s[:, None, None] * np.abs(i + %d - j)".formatted(array(list(slopes)), offset);
    };
  }

  private static String mask(Mask mask) {
    return switch (mask) {
      case Mask.None() -> "j >= 0";
      case Mask.Causal(int offset) -> "j <= i + %d".formatted(offset);
      case Mask.Window(int left, int right, int offset) ->
          "(j >= i + %d) & (j <= i + %d)".formatted((long) offset - left, (long) offset + right);
      case Mask.Prefix(int length) -> "j < %d".formatted(length);
      case Mask.Hidden(boolean[] hidden) ->
          "~np.isin(j, %s)"
              .formatted(IntStream.range(0, hidden.length).filter(j -> hidden[j]).boxed().toList());
      case Mask.Segments(int[] queryIds, int[] keyIds) ->
          "np.array(%s)[i] == np.array(%s)[j]"
              .formatted(Arrays.toString(queryIds), Arrays.toString(keyIds));
      case Mask.Dense(Shape shape, boolean[] allowed) ->
          "np.array(%s, dtype=bool)"
              .formatted(
                  rows(
                      shape.length(),
                      i -> rows(shape.size(), j -> allowed[i * shape.size() + j] ? "1" : "0")));
      case Mask.All(List<Mask> of) -> joined(of, " & ");
      case Mask.Any(List<Mask> of) -> joined(of, " | ");
      case Mask.PerProblem(List<Mask> of) -> mask(of.getFirst());
    };
  }

  private static String joined(List<Mask> masks, String operator) {
    return masks.stream().map(m -> "(" + mask(m) + ")").collect(Collectors.joining(operator));
  }

  // ---- weights and context

  private void addWeights(List<String> code) {
    double[] sinks = resolved.options().sinks();
    code.add("");
    code.add("top = logits.max(axis=-1, keepdims=True)");
    if (sinks.length > 0) {
      code.add("sinks = %s[:, None, None]".formatted(array(list(sinks))));
      code.add("top = np.maximum(top, sinks)");
    }
    code.add("top = np.where(np.isneginf(top), 0, top)  # a query that sees no key");
    code.add("weights = np.exp(logits - top)");
    code.add("total = weights.sum(axis=-1, keepdims=True)");
    if (sinks.length > 0) {
      code.add("total = total + np.exp(sinks - top)");
    }
    code.add("weights = weights / np.where(total == 0, 1, total)");
    EmptyRows rule = resolved.options().emptyRows();
    switch (rule) {
      case ZERO -> {}
      case MEAN -> code.add("weights = np.where(total == 0, 1 / weights.shape[2], weights)");
      case NAN -> code.add("weights = np.where(total == 0, np.nan, weights)");
    }
  }

  private void addContext(List<String> code) {
    Projection output = resolved.heads().output();
    code.add("context = weights @ v");
    code.add("joined = context.transpose(1, 0, 2).reshape(len(queries), -1)");
    if (output != null) {
      code.add("joined = %s".formatted(projected("joined", output)));
    }
    code.add("print(json.dumps(joined.tolist()))");
  }

  private void addTorch(List<String> code) {
    code.add("");
    if (resolved.options().softcap().isPresent() || resolved.options().sinks().length > 0) {
      code.add("# PyTorch's scaled_dot_product_attention knows neither softcap nor sinks.");
      return;
    }
    code.add("try:");
    code.add("    import torch");
    code.add(
        "    from torch.nn.functional import scaled_dot_product_attention  # PyTorch 2.1 or newer");
    code.add("except ImportError:");
    code.add("    torch = None");
    code.add("if torch:");
    code.add("    same = scaled_dot_product_attention(");
    code.add("        *(torch.from_numpy(np.ascontiguousarray(x))[None] for x in (q, k, v)),");
    code.add(
        "        attn_mask=torch.from_numpy(np.broadcast_to(added, scores.shape).copy())[None],");
    code.add("        scale=scale)");
    code.add("    print('PyTorch differs by', np.nanmax(np.abs(same[0].numpy() - context)))");
  }

  // ---- numbers

  private String array(Matrix matrix) {
    return array(rows(matrix.rows(), row -> list(numbers(matrix.row(row)))));
  }

  private String array(String list) {
    return "np.array(%s, dtype=np.%s)".formatted(list, resolved.sequences().precision());
  }

  private static List<String> numbers(Numbers numbers) {
    return IntStream.range(0, numbers.count()).mapToObj(n -> number(numbers.number(n))).toList();
  }

  private static String list(double[] numbers) {
    return list(Arrays.stream(numbers).mapToObj(PythonSnippet::number).toList());
  }

  private static String list(List<String> items) {
    return "[" + String.join(", ", items) + "]";
  }

  private static String rows(int count, IntFunction<String> row) {
    return list(IntStream.range(0, count).mapToObj(row).toList());
  }

  private static String number(Number number) {
    return number.doubleValue() == Double.NEGATIVE_INFINITY ? "-np.inf" : number.toString();
  }
}
