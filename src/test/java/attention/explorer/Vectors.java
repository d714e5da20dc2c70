package attention.explorer;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Many words with random vectors; always the same ones.
final class Vectors {

  private Vectors() {}

  /// Gives lines of a word and its numbers.
  static String csv(int words, int dimensions) {
    var random = new Random(41);
    return IntStream.range(0, words)
        .mapToObj(
            word ->
                "word"
                    + word
                    + random
                        .doubles(dimensions, -1.5, 1.5)
                        .mapToObj(number -> String.format(Locale.ROOT, ",%.2f", number))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }
}
