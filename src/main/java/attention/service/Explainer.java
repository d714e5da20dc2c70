package attention.service;

import attention.core.Attention;
import attention.core.AttentionOptions;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Puts the result for one query into words. The same numbers always give the same words.
///
/// @param sequences the words
/// @param attention what was computed
/// @param head which query head
/// @param position where the query stands among the queries
record Explainer(Sequences sequences, Attention attention, int head, int position) {

  // The keys of largest weight that an explanation lists.
  private static final int TOP = 8;

  // A sentence names this many keys one by one, and counts the others where there are more.
  private static final int NAMED = 6;

  // A working writes out this many products, and counts the others.
  private static final int PRODUCTS = 8;

  // From here on exponentials are shown as they are computed: of the difference to the largest
  // logit.
  private static final double LARGE = 20;

  // Enough of a sum to see where a share comes from.
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  // Enough to show a score without the last digits, which are rounding.
  private static final MathContext SIX_DIGITS = new MathContext(6);

  /// Explains one query.
  ///
  /// @param scores `(S)`
  /// @param logits `(S)`
  /// @param weights `(S)`
  /// @param lse the log-sum-exp of the logits, in nats
  Explanation explain(Numbers scores, Numbers logits, Numbers weights, double lse) {
    List<Integer> ranking = ranking(weights);
    List<String> workings = new ArrayList<>();
    for (int j = 0; j < scores.count(); j++) {
      workings.add(working(j, scores.at(j)));
    }
    Matrix values = attention.inputs().values(head);
    List<Explanation.Share> top =
        ranking.stream().limit(TOP).map(j -> share(j, weights, values)).toList();
    return new Explanation(
        summary(ranking, weights),
        workings,
        shares(ranking, logits, weights, lse),
        top,
        Explanation.NOTE);
  }

  /// Visible keys by weight, the largest first; equal ones in the order of the words.
  private List<Integer> ranking(Numbers weights) {
    return IntStream.range(0, weights.count())
        .filter(j -> !isHidden(j))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -weights.at(j)))
        .toList();
  }

  private Explanation.Share share(int key, Numbers weights, Matrix values) {
    double sum = 0;
    for (int e = 0; e < values.columns(); e++) {
      sum += values.at(key, e) * values.at(key, e);
    }
    float contribution = (float) (weights.at(key) * Math.sqrt(sum));
    return new Explanation.Share(keys().at(key), key, weights.number(key), contribution);
  }

  // ---- the sentence

  private String summary(List<Integer> ranking, Numbers weights) {
    String query = sequences.queries().at(position);
    if (ranking.isEmpty()) {
      return "%s pays attention to nothing: every word is hidden, so its context is %s."
          .formatted(query, emptyContext());
    }
    List<String> parts = new ArrayList<>();
    int named = ranking.size() <= TOP ? ranking.size() : NAMED;
    for (int j : ranking.subList(0, named)) {
      parts.add(name(j) + " " + percent(weights.at(j)));
    }
    if (named < ranking.size()) {
      double rest = 0;
      for (int j : ranking.subList(named, ranking.size())) {
        rest += weights.at(j);
      }
      parts.add("%d others %s".formatted(ranking.size() - named, percent(rest)));
    }
    return query + " pays attention to " + join(parts) + hidden(ranking) + ".";
  }

  private String emptyContext() {
    return switch (attention.options().emptyRows()) {
      case ZERO -> "zero";
      case MEAN -> "the mean of all values";
      case NAN -> "NaN";
    };
  }

  private String hidden(List<Integer> visible) {
    int count = keys().count() - visible.size();
    if (count == 0) {
      return "";
    }
    if (count > NAMED) {
      return "; %d words are hidden".formatted(count);
    }
    List<String> names =
        IntStream.range(0, keys().count()).filter(this::isHidden).mapToObj(this::name).toList();
    return "; %s %s hidden".formatted(join(names), count == 1 ? "is" : "are");
  }

  private boolean isHidden(int key) {
    return attention.options().hides(0, head, position, key);
  }

  private String name(int key) {
    if (sequences.isSelfAttention() && key == position) {
      return "itself";
    }
    String word = keys().at(key);
    return keys().positions(word).length > 1 ? "%s (position %d)".formatted(word, key) : word;
  }

  private static String percent(double weight) {
    if (weight == 1) {
      return "100%";
    }
    return weight > 0 && weight < 0.0005
        ? "less than 0.1%"
        : String.format(Locale.ROOT, "%.1f%%", 100 * weight);
  }

  private static String join(List<String> parts) {
    return parts.size() == 1
        ? parts.getFirst()
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  // ---- the arithmetic of a score

  private String working(int key, double score) {
    AttentionOptions options = attention.options();
    Numbers queryRow = attention.inputs().queryRow(head, position);
    Numbers keyRow = attention.inputs().keyRow(head, key);
    List<String> products = new ArrayList<>();
    for (int e = 0; e < Math.min(PRODUCTS, keyRow.count()); e++) {
      products.add(factor(queryRow.at(e)) + "×" + factor(keyRow.at(e)));
    }
    if (keyRow.count() > PRODUCTS) {
      products.add("… (%d more)".formatted(keyRow.count() - PRODUCTS));
    }
    String sum = String.join(" + ", products);
    boolean scaled = options.scale() != 1 || options.temperature() != 1;
    if (scaled && products.size() > 1) {
      sum = "(" + sum + ")";
    }
    if (options.scale() != 1) {
      sum += " × " + factor(options.scale());
    }
    if (options.temperature() != 1) {
      sum += " ÷ " + shortest(options.temperature());
    }
    return sum + " = " + shortest(score);
  }

  // ---- the arithmetic of a weight

  private List<String> shares(List<Integer> ranking, Numbers logits, Numbers weights, double lse) {
    double largest = ranking.stream().mapToDouble(logits::at).max().orElse(0);
    double shift = Math.abs(largest) > LARGE ? largest : 0;
    String less = shift == 0 ? "" : " - " + factor(shift);
    String sum = rounded(ranking.isEmpty() ? 0 : StrictMath.exp(lse - shift), FOUR_DIGITS);
    List<String> shares = new ArrayList<>();
    for (int j = 0; j < logits.count(); j++) {
      shares.add(
          isHidden(j)
              ? "hidden"
              : "e^%s ÷ %s = %s".formatted(power(logits.at(j), less), sum, percent(weights.at(j))));
    }
    return shares;
  }

  private static String power(double logit, String less) {
    return less.isEmpty() ? factor(logit) : "(" + shortest(logit) + less + ")";
  }

  private static String factor(double number) {
    return number < 0 ? "(" + shortest(number) + ")" : shortest(number);
  }

  private static String shortest(double number) {
    return rounded(number, SIX_DIGITS);
  }

  private static String rounded(double number, MathContext digits) {
    BigDecimal rounded = new BigDecimal(number).round(digits).stripTrailingZeros();
    double magnitude = Math.abs(number);
    boolean plain = magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e9);
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  private Words keys() {
    return sequences.keys();
  }
}
