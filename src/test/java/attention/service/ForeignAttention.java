package attention.service;

import java.util.function.DoubleUnaryOperator;

/// Attention as another program may compute it, in plain loops: every convention is a knob. Shares
/// no code with what it is compared with.
///
/// Everything is as the contract says until a knob is turned. Numbers are rounded to float32 at the
/// end, as such programs do.
final class ForeignAttention {

  enum Axis {
    KEYS,
    QUERIES,
    HEADS
  }

  enum Cap {
    SCORES,
    AFTER_BIAS,
    AFTER_MASK
  }

  enum Empty {
    ZERO,
    MEAN,
    NAN
  }

  private static final double NONE = Double.NEGATIVE_INFINITY;

  double[][] query = {};
  double[][] key = {};
  double[][] value = {};
  int heads = 1;
  int keyHeads = 1;
  double scale = 1;
  double softcap = Double.POSITIVE_INFINITY;
  double[][] bias = {};
  boolean[][] allowed = {};
  double[] sinks = {};
  boolean splitAsTheyLie;
  boolean joinedAsTheyLie;
  boolean tiled;
  Axis axis = Axis.KEYS;
  Cap cap = Cap.SCORES;
  Empty empty = Empty.ZERO;
  DoubleUnaryOperator inputs = DoubleUnaryOperator.identity();
  DoubleUnaryOperator weightRounding = DoubleUnaryOperator.identity();

  /// Rounds every single result of an addition or product.
  DoubleUnaryOperator arithmetic = DoubleUnaryOperator.identity();

  DoubleUnaryOperator results = number -> (float) number;

  /// Turns a vector of a head at a position, if anything does.
  interface Turn {
    double[] of(double[] vector, int position);
  }

  Turn turn = (vector, _) -> vector;

  // ---- what comes out

  double[][][] capped() {
    return each((head, i, j) -> cap == Cap.SCORES ? cap(score(head, i, j)) : logit(head, i, j));
  }

  double[][][] logits() {
    return each(this::logit);
  }

  double[][][] weights() {
    double[][][] logits = logits();
    double[][][] weights = each((head, i, j) -> weight(logits, head, i, j));
    return map(weights, weightRounding);
  }

  double[][] context() {
    double[][][] weights = weights();
    int size = value[0].length / keyHeads;
    double[][][] contexts = new double[heads][query.length][size];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < query.length; i++) {
        for (int e = 0; e < size; e++) {
          double sum = 0;
          for (int j = 0; j < key.length; j++) {
            double weight = weights[head][i][j];
            if (weight != 0) {
              double product = weight * head(value, keyHeads, keyHead(head), j)[e];
              sum = arithmetic.applyAsDouble(sum + arithmetic.applyAsDouble(product));
            }
          }
          contexts[head][i][e] = results.applyAsDouble(sum);
        }
      }
    }
    return joined(contexts, size);
  }

  private double[][] joined(double[][][] contexts, int size) {
    double[][] joined = new double[query.length][heads * size];
    int length = query.length;
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < length; i++) {
        for (int e = 0; e < size; e++) {
          int lies = (head * length + i) * size + e;
          int row = joinedAsTheyLie ? lies / (heads * size) : i;
          int column = joinedAsTheyLie ? lies % (heads * size) : head * size + e;
          joined[row][column] = contexts[head][i][e];
        }
      }
    }
    return joined;
  }

  // ---- the steps

  private double score(int head, int i, int j) {
    double[] q = turn.of(head(query, heads, head, i), i);
    double[] k = turn.of(head(key, keyHeads, keyHead(head), j), j);
    double sum = 0;
    for (int e = 0; e < q.length; e++) {
      sum = arithmetic.applyAsDouble(sum + arithmetic.applyAsDouble(q[e] * k[e]));
    }
    return arithmetic.applyAsDouble(scale * sum);
  }

  private double[] head(double[][] vectors, int count, int head, int place) {
    int width = vectors[0].length;
    int size = width / count;
    double[] part = new double[size];
    for (int e = 0; e < size; e++) {
      int lies = (head * vectors.length + place) * size + e;
      double number =
          splitAsTheyLie ? vectors[lies / width][lies % width] : vectors[place][head * size + e];
      part[e] = inputs.applyAsDouble(number);
    }
    return part;
  }

  private int keyHead(int head) {
    return tiled ? head % keyHeads : head / (heads / keyHeads);
  }

  private double cap(double score) {
    return softcap == Double.POSITIVE_INFINITY ? score : softcap * Math.tanh(score / softcap);
  }

  private double logit(int head, int i, int j) {
    double score = score(head, i, j);
    double added = bias.length == 0 ? 0 : bias[i][j];
    boolean hidden = allowed.length > 0 && !allowed[i][j];
    return switch (cap) {
      case SCORES -> hidden ? NONE : cap(score) + added;
      case AFTER_BIAS -> hidden ? NONE : cap(score + added);
      case AFTER_MASK -> hidden ? -softcap : cap(score + added);
    };
  }

  private double weight(double[][][] logits, int head, int i, int j) {
    double sum = axis == Axis.KEYS && sinks.length > 0 ? Math.exp(sinks[head]) : 0;
    int count =
        switch (axis) {
          case KEYS -> key.length;
          case QUERIES -> query.length;
          case HEADS -> heads;
        };
    for (int n = 0; n < count; n++) {
      sum +=
          Math.exp(
              switch (axis) {
                case KEYS -> logits[head][i][n];
                case QUERIES -> logits[head][n][j];
                case HEADS -> logits[n][i][j];
              });
    }
    if (sum == 0) {
      return switch (empty) {
        case ZERO -> 0;
        case MEAN -> 1.0 / key.length;
        case NAN -> Double.NaN;
      };
    }
    return arithmetic.applyAsDouble(Math.exp(logits[head][i][j]) / sum);
  }

  private interface Cell {
    double of(int head, int i, int j);
  }

  private double[][][] each(Cell cell) {
    double[][][] table = new double[heads][query.length][key.length];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < query.length; i++) {
        for (int j = 0; j < key.length; j++) {
          table[head][i][j] = cell.of(head, i, j);
        }
      }
    }
    return table;
  }

  private static double[][][] map(double[][][] table, DoubleUnaryOperator change) {
    for (double[][] rows : table) {
      for (double[] row : rows) {
        for (int n = 0; n < row.length; n++) {
          row[n] = change.applyAsDouble(row[n]);
        }
      }
    }
    return table;
  }
}
