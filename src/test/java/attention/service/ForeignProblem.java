package attention.service;

import attention.core.EmptyRows;
import attention.core.Precision;
import attention.service.CompareRequest.Candidate;
import attention.service.CompareRequest.Row;
import attention.service.MaskOption.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A random request, and another program that is asked the same: what is set is set on both sides.
final class ForeignProblem {

  final Random random;
  final ForeignAttention there = new ForeignAttention();

  private double[][] queryVectors = {};
  private double[][] keyVectors = {};
  private double[][] valueVectors = {};
  private @Nullable Double scale;
  private @Nullable Double temperature;
  private @Nullable Double softcap;
  private @Nullable BiasOption bias;
  private @Nullable MaskOption mask;
  private double @Nullable [] sinks;
  private @Nullable RopeOption rope;
  private @Nullable EmptyRows emptyRows;

  /// Draws vectors.
  ///
  /// @param size of a head
  ForeignProblem(Random random, int queries, int keys, int size, int heads, int keyHeads) {
    this.random = random;
    there.query = vectors(queries, heads * size);
    there.key = vectors(keys, keyHeads * size);
    there.value = vectors(keys, keyHeads * size);
    there.heads = heads;
    there.keyHeads = keyHeads;
  }

  /// Draws a problem of one head, of an ordinary size.
  static ForeignProblem ofOneHead(Random random) {
    int queries = 3 + random.nextInt(5);
    return new ForeignProblem(
        random, queries, queries + random.nextInt(4), 2 + random.nextInt(6), 1, 1);
  }

  /// Draws a problem with more keys than queries.
  static ForeignProblem withMoreKeys(Random random) {
    int queries = 3 + random.nextInt(4);
    return new ForeignProblem(
        random, queries, queries + 2 + random.nextInt(3), 2 + random.nextInt(6), 1, 1);
  }

  /// Draws a problem of several heads.
  static ForeignProblem ofHeads(Random random, int heads, int keyHeads) {
    int queries = 3 + random.nextInt(4);
    return new ForeignProblem(
        random, queries, queries + random.nextInt(3), 2 + random.nextInt(4), heads, keyHeads);
  }

  private double[][] vectors(int count, int size) {
    double[][] vectors = new double[count][size];
    for (double[] vector : vectors) {
      for (int e = 0; e < size; e++) {
        vector[e] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  int queries() {
    return there.query.length;
  }

  int keys() {
    return there.key.length;
  }

  int headSize() {
    return there.query[0].length / there.heads;
  }

  ForeignProblem scale(double number) {
    scale = number;
    there.scale = number;
    return this;
  }

  ForeignProblem scaled() {
    return scale(1 / Math.sqrt(headSize()));
  }

  ForeignProblem temperature(double number) {
    temperature = number;
    there.scale /= number;
    return this;
  }

  ForeignProblem softcap(double number) {
    softcap = number;
    there.softcap = number;
    return this;
  }

  ForeignProblem bias() {
    there.bias = vectors(queries(), keys());
    bias = new BiasOption.Dense(new BiasTable(List.of(List.of(there.bias)), false));
    return this;
  }

  /// A mask in which every query sees a key and not every one sees all.
  ForeignProblem mask() {
    there.allowed = new boolean[queries()][keys()];
    for (boolean[] row : there.allowed) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextInt(3) > 0;
      }
      row[random.nextInt(row.length)] = true;
    }
    int open = random.nextInt(keys());
    there.allowed[0][open] = true;
    there.allowed[0][(open + 1) % keys()] = false;
    mask = new MaskOption.Dense(copy());
    return this;
  }

  /// A mask in which one query sees nothing.
  ForeignProblem maskWithAnEmptyRow() {
    mask();
    there.allowed[random.nextInt(queries())] = new boolean[keys()];
    mask = new MaskOption.Dense(copy());
    return this;
  }

  private List<boolean[]> copy() {
    List<boolean[]> rows = new ArrayList<>();
    for (boolean[] row : there.allowed) {
      rows.add(row.clone());
    }
    return rows;
  }

  ForeignProblem causal(Align align) {
    mask = new MaskOption.Causal(align, null);
    int offset = align == Align.BOTTOM_RIGHT ? keys() - queries() : 0;
    return sees((i, j) -> j <= i + offset);
  }

  ForeignProblem window(int left, int right) {
    mask = new MaskOption.Window(left, right);
    return sees((i, j) -> i - left <= j && j <= i + right);
  }

  /// Who sees whom.
  interface Sees {
    boolean key(int i, int j);
  }

  /// Sets on the other side alone who sees whom.
  ForeignProblem sees(Sees sees) {
    there.allowed = new boolean[queries()][keys()];
    for (int i = 0; i < queries(); i++) {
      for (int j = 0; j < keys(); j++) {
        there.allowed[i][j] = sees.key(i, j);
      }
    }
    return this;
  }

  ForeignProblem sinks() {
    there.sinks = new double[there.heads];
    for (int head = 0; head < there.heads; head++) {
      there.sinks[head] = (float) random.nextGaussian();
    }
    sinks = there.sinks;
    return this;
  }

  ForeignProblem rope(boolean interleaved) {
    rope = new RopeOption(null, null, interleaved, null, null);
    there.turn = (vector, position) -> turned(vector, position, interleaved);
    return this;
  }

  /// Turns a vector as Su et al. do.
  static double[] turned(double[] vector, int position, boolean interleaved) {
    int pairs = vector.length / 2;
    double[] turned = vector.clone();
    for (int pair = 0; pair < pairs; pair++) {
      double angle = position * Math.pow(10_000, -2.0 * pair / vector.length);
      int x = interleaved ? 2 * pair : pair;
      int y = interleaved ? 2 * pair + 1 : pair + pairs;
      turned[x] = vector[x] * Math.cos(angle) - vector[y] * Math.sin(angle);
      turned[y] = vector[x] * Math.sin(angle) + vector[y] * Math.cos(angle);
    }
    return turned;
  }

  ForeignProblem emptyRows(EmptyRows rule, ForeignAttention.Empty same) {
    emptyRows = rule;
    there.empty = same;
    return this;
  }

  // ---- both sides

  /// Asks for a verdict on the context of the other side.
  CompareRequest onContext() {
    return request(new Candidate(null, null, null, null, rows(there.context()), null, null));
  }

  /// Asks for a verdict on its capped scores and its logits.
  CompareRequest onStages(double[][] capped, double[][] logits) {
    return request(new Candidate(null, rows(capped), rows(logits), null, null, null, null));
  }

  private CompareRequest request(Candidate candidate) {
    var options =
        new Options(
            Dialect.TUTORIAL,
            scale == null ? null : new Scale(scale),
            temperature,
            softcap,
            bias,
            null,
            mask,
            sinks,
            Precision.FLOAT32,
            rope,
            emptyRows);
    var request =
        new AttentionRequest(
            null,
            words(queryVectors),
            words(keyVectors),
            words(valueVectors),
            options,
            null,
            null,
            null,
            there.heads,
            there.keyHeads);
    return new CompareRequest(request, candidate, null);
  }

  /// Settles what is asked for: from here on the other side goes its own way.
  ForeignProblem settled() {
    queryVectors = there.query;
    keyVectors = there.key;
    valueVectors = there.value;
    return this;
  }

  static List<Row> rows(double[][] table) {
    List<Row> rows = new ArrayList<>();
    for (double[] row : table) {
      rows.add(new Row(row));
    }
    return rows;
  }

  private static List<WordVector> words(double[][] vectors) {
    List<WordVector> words = new ArrayList<>();
    for (int n = 0; n < vectors.length; n++) {
      words.add(new WordVector("w" + n, vectors[n]));
    }
    return words;
  }
}
