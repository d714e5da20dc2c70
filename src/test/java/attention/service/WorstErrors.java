package attention.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The worst error of each stage, in roundoffs of float32 (2^-24) of the size of the numbers.
final class WorstErrors {

  private static final double ROUNDOFF = 0x1p-24;

  // What each step may be off when it starts from exact numbers. One operation is off by at most 1.
  // The others add up to 64 numbers (weights, context) or 128 (scores) one by one, which is off by
  // less than half of that; in practice roundings up and down make up for each other, and these
  // bounds are some one and a half times the worst of a thousand requests. They hold at any length,
  // because longer sums are made of sums of blocks.
  private static final Map<String, Double> BOUNDS =
      Map.of(
          "scores", 12.0,
          "capped", 5.0,
          "logits", 3.0,
          "weights", 16.0,
          "lse", 6.0,
          "context", 16.0,
          "contributions", 1.0,
          "weights in all", 10.0,
          "context in all", 8.0);

  private final Map<String, Double> worst = new TreeMap<>();
  private final String request;

  /// Starts without an error.
  ///
  /// @param request what is compared, for messages
  WorstErrors(String request) {
    this.request = request;
  }

  /// Notes an error.
  ///
  /// @param size how large the numbers are that the result is made of; below the normal range of
  ///   float32 roundoff is the same as at its lower end
  void note(String stage, double actual, double expected, double size) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).as("%s of %s", stage, request).isEqualTo(expected);
      return;
    }
    assertThat(actual).as("%s of %s", stage, request).isFinite();
    double step = ROUNDOFF * Math.max(size, Float.MIN_NORMAL);
    worst.merge(stage, Math.abs(actual - expected) / step, Math::max);
  }

  void add(WorstErrors others) {
    others.worst.forEach((stage, error) -> worst.merge(stage, error, Math::max));
  }

  void requireSmall() {
    worst.forEach(
        (stage, error) ->
            assertThat(error)
                .as("%s of %s, in roundoffs of float32", stage, request)
                .isLessThanOrEqualTo(BOUNDS.get(stage)));
  }

  @Override
  public String toString() {
    return request
        + ", worst errors in roundoffs of float32: "
        + worst.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
  }
}
