package attention.vocabulary;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The 20,000 most frequent English words, each with a vector of 100 numbers.
///
/// The vectors are those of GloVe, kept as bytes and a scale for each word: 2 MB in the jar as in
/// memory. Where they come from and how they are made: `src/main/vocabulary`.
///
/// @see <a href="https://nlp.stanford.edu/pubs/glove.pdf">Pennington, Socher, Manning (2014)</a>
public final class Vocabulary {

  /// How many numbers each vector has.
  public static final int DIMENSIONS = 100;

  // The source has no words of one letter.
  private static final Map<String, String> STAND_INS = Map.of("a", "an", "i", "me");

  /// A word of the vocabulary.
  ///
  /// @param word in lower case
  /// @param vector `(100)`
  public record Entry(String word, float[] vector) {}

  /// Loaded when somebody asks for it, once.
  private static final class English {
    static final Vocabulary VOCABULARY = load();
  }

  private final String[] words;
  private final float[] scales;
  private final byte[] steps;

  /// @param words in the order of their code units
  /// @param scales of each word
  /// @param steps `(words, 100)`; a number is scale · step
  private Vocabulary(String[] words, float[] scales, byte[] steps) {
    this.words = words;
    this.scales = scales;
    this.steps = steps;
  }

  /// Gives the vocabulary; the first call reads it.
  public static Vocabulary english() {
    return English.VOCABULARY;
  }

  /// Finds a word, however it is capitalised. For `a` and `I`, which the source of the vectors
  /// lacks, `an` and `me` stand in.
  public Optional<Entry> find(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int at = Arrays.binarySearch(words, STAND_INS.getOrDefault(lower, lower));
    return at < 0 ? Optional.empty() : Optional.of(new Entry(words[at], vector(at)));
  }

  /// Tells whether a word can be found.
  boolean knows(String word) {
    return find(word).isPresent();
  }

  private float[] vector(int at) {
    float[] vector = new float[DIMENSIONS];
    for (int e = 0; e < DIMENSIONS; e++) {
      vector[e] = scales[at] * steps[at * DIMENSIONS + e];
    }
    return vector;
  }

  private static Vocabulary load() {
    try (InputStream names = resource("words.txt");
        var numbers = new DataInputStream(resource("vectors.bin"))) {
      String[] words =
          new String(names.readAllBytes(), StandardCharsets.UTF_8).lines().toArray(String[]::new);
      float[] scales = new float[words.length];
      byte[] steps = new byte[words.length * DIMENSIONS];
      for (int at = 0; at < words.length; at++) {
        scales[at] = numbers.readFloat();
        numbers.readFully(steps, at * DIMENSIONS, DIMENSIONS);
      }
      return new Vocabulary(words, scales, steps);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read the vocabulary", unreadable);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = Vocabulary.class.getResourceAsStream("/vocabulary/" + name);
    if (in == null) {
      throw new IOException("no resource vocabulary/" + name);
    }
    return new BufferedInputStream(in, 1 << 16);
  }
}
