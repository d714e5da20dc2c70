package attention.service;

import attention.core.Faults;
import attention.limits.Limits;
import attention.vocabulary.Sentence;
import attention.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words of a sentence with their vectors from the built-in vocabulary.
///
/// @param words as they stand in the sentence, at least one
/// @param skipped what the vocabulary lacks
/// @param normalized whether the vectors have length 1
record Spoken(List<WordVector> words, List<SkippedWord> skipped, boolean normalized) {

  static final String POINTER = "/sentence";

  private static final int MOST_NAMED = 20;

  /// Looks up the words of the sentence of a request.
  ///
  /// @param sentence what the request has as its sentence
  /// @param faults takes what is wrong with it
  /// @return nothing if anything is wrong
  static @Nullable Spoken of(
      String sentence, AttentionRequest request, Limits limits, Faults faults) {
    Vocabulary vocabulary = Vocabulary.english();
    boolean normalized = Boolean.TRUE.equals(request.normalize());
    var words = new ArrayList<WordVector>();
    var unknown = new ArrayList<SkippedWord>();
    List<Sentence.Word> all = Sentence.of(sentence, vocabulary).words();
    if (!fits(all, limits, faults)) {
      return null;
    }
    for (int position = 0; position < all.size(); position++) {
      String typed = all.get(position).typed();
      var found = vocabulary.find(all.get(position).looked());
      if (found.isPresent()) {
        words.add(new WordVector(typed, vector(found.get(), normalized)));
      } else {
        unknown.add(new SkippedWord(typed, position));
      }
    }
    if (!unknown.isEmpty() && request.unknownWords() != UnknownWords.SKIP) {
      faults.add(POINTER, "unknown-words", unknown(unknown));
    } else if (words.isEmpty()) {
      faults.add(POINTER, "empty", "has no word that the vocabulary knows");
    }
    return faults.anyAt(POINTER) ? null : new Spoken(words, unknown, normalized);
  }

  private static boolean fits(List<Sentence.Word> words, Limits limits, Faults faults) {
    if (words.isEmpty()) {
      faults.add(POINTER, "empty", "has no word");
    } else if (words.size() > limits.maxWords()) {
      faults.add(
          POINTER,
          "too-many",
          "has %d words, at most %d are allowed".formatted(words.size(), limits.maxWords()));
    }
    for (int position = 0; position < words.size(); position++) {
      int length = words.get(position).typed().length();
      if (length > limits.maxWordLength()) {
        faults.add(
            POINTER,
            "too-long",
            "has a word of %d characters (position %d), at most %d are allowed"
                .formatted(length, position, limits.maxWordLength()));
      }
    }
    return !faults.anyAt(POINTER);
  }

  private static String unknown(List<SkippedWord> unknown) {
    String named =
        unknown.stream()
            .limit(MOST_NAMED)
            .map(SkippedWord::toString)
            .collect(Collectors.joining(", "));
    int more = unknown.size() - MOST_NAMED;
    return "has words that the vocabulary lacks: "
        + named
        + (more > 0 ? " and %d more".formatted(more) : "")
        + "; unknownWords: \"skip\" leaves them out";
  }

  private static double[] vector(Vocabulary.Entry entry, boolean normalized) {
    double[] vector = new double[entry.vector().length];
    double squares = 0;
    for (int e = 0; e < vector.length; e++) {
      vector[e] = entry.vector()[e];
      squares += vector[e] * vector[e];
    }
    if (normalized) {
      for (int e = 0; e < vector.length; e++) {
        vector[e] /= Math.sqrt(squares);
      }
    }
    return vector;
  }
}
