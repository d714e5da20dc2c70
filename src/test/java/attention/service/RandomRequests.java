package attention.service;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requests of every kind, the same ones for the same seed; everything is included.
final class RandomRequests {

  private static final List<String> WORDS =
      List.of("Cats", "love", "cozy", "windows", "the", "a", "日本", "🐈", "naïve", "-", "x y", "\"");

  private final Random random;

  RandomRequests(long seed) {
    random = new Random(seed);
  }

  AttentionRequest next() {
    int size = between(1, 70);
    double magnitude = oneOf(1, 1, 1, 0.001, 10, 1e15);
    if (random.nextBoolean()) {
      List<WordVector> words = words(between(1, 40), size, magnitude);
      return request(words, null, null, null, options(words, words.size()));
    }
    List<WordVector> queries = words(between(1, 40), size, magnitude);
    List<WordVector> keys = words(between(1, 40), size, magnitude);
    List<WordVector> values =
        random.nextBoolean() ? null : words(keys.size(), between(1, 70), oneOf(1, 1, 1e15));
    return request(null, queries, keys, values, options(keys, queries.size()));
  }

  private static AttentionRequest request(
      @Nullable List<WordVector> words,
      @Nullable List<WordVector> queries,
      @Nullable List<WordVector> keys,
      @Nullable List<WordVector> values,
      @Nullable Options options) {
    return new AttentionRequest(
        words, queries, keys, values, options, List.of(Include.values()), null, null, null, null);
  }

  private List<WordVector> words(int count, int size, double magnitude) {
    return Stream.generate(() -> new WordVector(word(), vector(size, magnitude)))
        .limit(count)
        .toList();
  }

  private String word() {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return chance(0.5) ? word : word + random.nextInt(1000);
  }

  private double[] vector(int size, double magnitude) {
    double spread = chance(0.05) ? 0 : magnitude;
    return DoubleStream.generate(() -> spread * random.nextGaussian()).limit(size).toArray();
  }

  private @Nullable Options options(List<WordVector> keys, int queryCount) {
    if (chance(0.1)) {
      return null;
    }
    return new Options(
        perhaps(0.3, () -> Dialect.TUTORIAL),
        perhaps(0.6, this::scale),
        perhaps(0.4, () -> Math.exp(random.nextGaussian())),
        perhaps(0.3, () -> Math.exp(2 * random.nextGaussian())),
        perhaps(0.4, () -> bias(queryCount, keys.size())),
        perhaps(0.3, random::nextBoolean),
        perhaps(0.6, () -> mask(keys, queryCount, 2)),
        null,
        null,
        null,
        null);
  }

  private Scale scale() {
    return new Scale(
        switch (random.nextInt(6)) {
          case 0 -> 0.0;
          case 1, 2 -> null;
          default -> random.nextGaussian();
        });
  }

  private BiasOption bias(int queryCount, int keyCount) {
    if (chance(0.6)) {
      var rows = Stream.generate(() -> biasRow(keyCount)).limit(queryCount).toList();
      return new BiasOption.Dense(new BiasTable(List.of(rows), chance(0.3)));
    }
    return new BiasOption.Alibi(chance(0.5) ? null : new double[] {random.nextGaussian()});
  }

  private double[] biasRow(int keyCount) {
    double hidden = oneOf(0, 0.2, 1);
    return DoubleStream.generate(
            () -> chance(hidden) ? Double.NEGATIVE_INFINITY : 3 * random.nextGaussian())
        .limit(keyCount)
        .toArray();
  }

  private MaskOption mask(List<WordVector> keys, int queryCount, int levels) {
    int keyCount = keys.size();
    return switch (random.nextInt(levels > 0 ? 9 : 7)) {
      case 0 -> new MaskOption.Causal(align(), null);
      case 1 -> new MaskOption.Causal(null, between(-5, 45));
      case 2 ->
          new MaskOption.Window(
              perhaps(0.7, () -> between(0, keyCount)), perhaps(0.7, () -> between(0, keyCount)));
      case 3 -> new MaskOption.Prefix(between(0, keyCount + 3));
      case 4 ->
          new MaskOption.Hidden(Stream.generate(() -> name(keys)).limit(between(0, 5)).toList());
      case 5 -> segments(queryCount, keyCount);
      case 6 ->
          new MaskOption.Dense(Stream.generate(() -> allowed(keyCount)).limit(queryCount).toList());
      case 7 -> new MaskOption.All(masks(keys, queryCount, levels - 1));
      default -> new MaskOption.Any(masks(keys, queryCount, levels - 1));
    };
  }

  private List<MaskOption> masks(List<WordVector> keys, int queryCount, int levels) {
    return Stream.generate(() -> mask(keys, queryCount, levels)).limit(between(1, 3)).toList();
  }

  private MaskOption.@Nullable Align align() {
    return perhaps(
        0.8, () -> chance(0.5) ? MaskOption.Align.TOP_LEFT : MaskOption.Align.BOTTOM_RIGHT);
  }

  private KeyName name(List<WordVector> keys) {
    int position = random.nextInt(keys.size());
    return random.nextBoolean()
        ? new KeyName(keys.get(position).word(), null)
        : new KeyName(null, position);
  }

  private MaskOption segments(int queryCount, int keyCount) {
    IntSupplier id = () -> between(-1, 2);
    int[] ids = IntStream.generate(id).limit(keyCount).toArray();
    boolean same = queryCount == keyCount && random.nextBoolean();
    return new MaskOption.Segments(
        ids, same ? null : IntStream.generate(id).limit(queryCount).toArray());
  }

  private boolean[] allowed(int keyCount) {
    double share = oneOf(0, 0.5, 0.9);
    boolean[] allowed = new boolean[keyCount];
    for (int j = 0; j < keyCount; j++) {
      allowed[j] = chance(share);
    }
    return allowed;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> @Nullable T perhaps(double probability, Supplier<T> value) {
    return chance(probability) ? value.get() : null;
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private double oneOf(double... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }
}
